namespace Sts.Core.Configuration;

/// <summary>
/// Marks a setting that is a secret. Its value is never shown, and the setting of the same name with <c>File</c> behind it may name a file
/// that holds the value, as Docker and Kubernetes hand secrets out.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;
