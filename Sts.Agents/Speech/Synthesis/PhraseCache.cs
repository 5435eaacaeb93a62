namespace Sts.Agents.Speech.Synthesis;

/// <summary>Sentences that were said before, with their sound; the ones unused for longest go first.</summary>
internal sealed class PhraseCache(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Phrase, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = new();
    private long _size;

    /// <summary>The sound of a sentence, or null.</summary>
    public IReadOnlyList<SpeechAudio>? Find(Phrase phrase)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(phrase, out var node))
                return null;
            _byUse.Remove(node);
            _byUse.AddLast(node);
            return node.Value.Sound;
        }
    }

    /// <summary>Keeps a sentence, unless it is so large that it would push out most others.</summary>
    public void Add(Phrase phrase, IReadOnlyList<SpeechAudio> sound)
    {
        var size = sound.Sum(part => (long)part.Wav.Length);
        lock (_gate)
        {
            if (size > capacity / 4 || _entries.ContainsKey(phrase))
                return;
            _entries[phrase] = _byUse.AddLast(new Entry(phrase, sound, size));
            for (_size += size; _size > capacity; _byUse.RemoveFirst())
            {
                var oldest = _byUse.First!.Value;
                _size -= oldest.Size;
                _entries.Remove(oldest.Phrase);
            }
        }
    }

    /// <summary>What makes a sentence sound the same.</summary>
    internal sealed record Phrase(string Provider, SpeechRequest Request);

    private sealed record Entry(Phrase Phrase, IReadOnlyList<SpeechAudio> Sound, long Size);
}
