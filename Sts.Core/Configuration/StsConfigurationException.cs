namespace Sts.Core.Configuration;

/// <summary>A setting is wrong or does not fit what it is used with. Waiting does not help; the message names the setting and the fix.</summary>
public sealed class StsConfigurationException(string message) : Exception(message);
