using System.Text;

namespace Sts.Agents.Llm;

/// <summary>A prompt as it was read from a file, and which state of the file that was.</summary>
/// <param name="Text">The prompt.</param>
/// <param name="Path">Where it was read; null for the one that is built in.</param>
/// <param name="Stamp">When the file was written, and how long it is; changes when it is edited.</param>
internal sealed record PromptFile(string Text, string? Path, (DateTime Written, long Length) Stamp)
{
    private const int LongestCharacters = 32 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The prompt that is built in.</summary>
    public static PromptFile BuiltIn(string name)
    {
        using var stream = typeof(PromptFile).Assembly.GetManifestResourceStream($"Sts.Agents.Llm.Prompts.{name}.md")
            ?? throw new InvalidOperationException($"There is no prompt file {name}.md.");
        using var reader = new StreamReader(stream);
        return new PromptFile(reader.ReadToEnd(), null, default);
    }

    /// <summary>Reads a file that a user may have edited.</summary>
    /// <exception cref="FormatException">It is no prompt that could work; the message says why.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static PromptFile Read(FileInfo file, IPrompt prompt)
    {
        var stamp = StampOf(file);
        if (stamp.Length > LongestCharacters)
            throw new FormatException($"it has more than {LongestCharacters} bytes.");
        var text = Decode(File.ReadAllBytes(file.FullName));
        if (string.IsNullOrWhiteSpace(text))
            throw new FormatException("it is empty.");
        var missing = prompt.Fields.Append("JSON").Where(word => !text.Contains(word, StringComparison.Ordinal)).ToList();
        return missing.Count == 0
            ? new PromptFile(text, file.FullName, stamp)
            : throw new FormatException($"it doesn't tell the model about {string.Join(", ", missing)}. The answer is a JSON object with {string.Join(", ", prompt.Fields)}.");
    }

    /// <summary>The state of a file.</summary>
    public static (DateTime Written, long Length) StampOf(FileInfo file) => (file.LastWriteTimeUtc, file.Length);

    private static string Decode(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException("it is not UTF-8.");
        }
    }
}
