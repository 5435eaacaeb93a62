namespace Sts.Core.Plugins;

/// <summary>A plugin can't be used. The message completes "The plugin X is left out: ", and says what to do.</summary>
internal sealed class PluginFaultException(string message, Exception? innerException = null) : Exception(message, innerException);
