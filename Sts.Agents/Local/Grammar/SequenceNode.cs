namespace Sts.Agents.Local.Grammar;

/// <summary>One piece after the other.</summary>
internal sealed class SequenceNode(IReadOnlyList<PatternNode> parts) : PatternNode
{
    public override UInt128 Advance(in TokenWindow window, UInt128 from)
    {
        var reached = from;
        for (var i = 0; i < parts.Count && reached != 0; i++)
            reached = parts[i].Advance(window, reached);

        return reached;
    }

    public override void Capture(in TokenWindow window, int from, int to, ICollection<SlotMatch> slots)
    {
        var reached = new UInt128[parts.Count + 1];
        reached[0] = TokenWindow.At(from);
        for (var i = 0; i < parts.Count; i++)
            reached[i + 1] = parts[i].Advance(window, reached[i]);

        // Back from the end: each part begins where it can lead to the place that is known.
        var end = to;
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            var start = end;
            while ((reached[i] & TokenWindow.At(start)) == 0 || !parts[i].Leads(window, start, end))
                start--;
            parts[i].Capture(window, start, end, slots);
            end = start;
        }
    }

    public override bool TryCollectFirstWords(ISet<int> words)
    {
        foreach (var part in parts)
        {
            if (part is EdgeNode { IsStart: true })
                continue;
            if (part is not OptionalNode optional)
                return part.TryCollectFirstWords(words);
            if (!optional.Inner.TryCollectFirstWords(words))
                return false;
        }

        return false;
    }
}
