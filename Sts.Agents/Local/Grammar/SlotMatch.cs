namespace Sts.Agents.Local.Grammar;

/// <summary>Where a slot of a sentence was found.</summary>
/// <param name="Name">The slot's name.</param>
/// <param name="From">Its first word.</param>
/// <param name="To">Behind its last word.</param>
/// <param name="Range">What its number has to be; null when it is no number.</param>
internal readonly record struct SlotMatch(string Name, int From, int To, NumberRange? Range);
