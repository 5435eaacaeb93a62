using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sts.Agents.Llm;

/// <summary>
/// The prompt files. Each use looks whether its file has changed, which costs next to nothing beside a call and, unlike a watcher,
/// works on every file system. An edit that can't work is reported, and the last one that could is kept.
/// </summary>
internal sealed partial class PromptFolder(IOptions<AgentsOptions> options, ILogger<PromptFolder> logger)
{
    private readonly ConcurrentDictionary<string, PromptFile> _current = new();
    private readonly ConcurrentDictionary<string, (string Path, (DateTime, long) Stamp)> _refused = new();

    /// <summary>Where a folder is looked for. One with a full path stays what it is when it is combined.</summary>
    public static IEnumerable<string> Places(string folder) => [Path.Combine(Directory.GetCurrentDirectory(), folder), Path.Combine(AppContext.BaseDirectory, folder)];

    /// <summary>Returns the prompt's text as it is now.</summary>
    public string Read(IPrompt prompt)
    {
        var current = _current.GetOrAdd(prompt.Name, PromptFile.BuiltIn);
        if (Find(prompt.Name) is not { } file)
            return current.Path is null ? current.Text : Set(prompt.Name, PromptFile.BuiltIn(prompt.Name));

        var stamp = PromptFile.StampOf(file);
        if ((current.Path == file.FullName && current.Stamp == stamp) || IsRefused(prompt.Name, file, stamp))
            return current.Text;
        try
        {
            return Set(prompt.Name, PromptFile.Read(file, prompt));
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            _refused[prompt.Name] = (file.FullName, stamp);
            LogRefused(file.FullName, e.Message, current.Path ?? "the built-in prompt");
            return current.Text;
        }
    }

    private FileInfo? Find(string name) =>
        Places(options.Value.Prompts).Select(place => new FileInfo(Path.Combine(place, $"{name}.md"))).FirstOrDefault(file => file.Exists);

    private bool IsRefused(string name, FileInfo file, (DateTime, long) stamp) => _refused.TryGetValue(name, out var refused) && refused == (file.FullName, stamp);

    private string Set(string name, PromptFile file)
    {
        var isOther = _current[name].Text != file.Text;
        _current[name] = file;
        _refused.TryRemove(name, out _);
        if (isOther)
            LogRead(name, file.Path ?? "the program itself");
        return file.Text;
    }

    [LoggerMessage(EventId = 3011, EventName = "PromptRead", Level = LogLevel.Information, Message = "The prompt {Name} is read from {Path}")]
    private partial void LogRead(string name, string path);

    [LoggerMessage(EventId = 3012, EventName = "PromptRefused", Level = LogLevel.Warning,
        Message = "The prompt file {Path} can't be used: {Problem} Until it is edited again, what was read before from {Current} stays in use.")]
    private partial void LogRefused(string path, string problem, string current);
}
