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
