namespace Sts.Host.Security;

/// <summary>On an endpoint that only reads, although it is not asked with GET.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReadsAttribute : Attribute;
