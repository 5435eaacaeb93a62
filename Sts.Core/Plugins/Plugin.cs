using System.Reflection;

namespace Sts.Core.Plugins;

/// <summary>A plugin that was found, and whether it works.</summary>
public sealed class Plugin
{
    internal Plugin(string path) => (Path, Name) = (path, System.IO.Path.GetFileNameWithoutExtension(path));

    /// <summary>The name of its main assembly, which is that of its section in <c>Plugins</c> as well.</summary>
    public string Name { get; }

    /// <summary>Where it lies: its main assembly or, where none was found, its folder.</summary>
    public string Path { get; }

    /// <summary>The version of its main assembly; null when that could not be read.</summary>
    public string? Version { get; internal set; }

    /// <summary>Why it was left out, and what to do about it; null when it works.</summary>
    public string? Error { get; private set; }

    /// <summary>Its main assembly, once it is loaded.</summary>
    internal Assembly? Assembly { get; set; }

    /// <summary>Leaves it out. The first reason is the one that counts.</summary>
    internal void Fail(string error) => Error ??= error;
}
