namespace Sts.Core.Storage;

/// <summary>How many rows of each kind were erased, or would be.</summary>
/// <param name="Utterances">What was said.</param>
/// <param name="Actions">What was decided and answered.</param>
/// <param name="Sessions">Sessions, with their summaries.</param>
public sealed record ErasedRows(int Utterances, int Actions, int Sessions);
