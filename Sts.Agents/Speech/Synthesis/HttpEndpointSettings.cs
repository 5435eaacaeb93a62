using System.Net;

namespace Sts.Agents.Speech.Synthesis;

/// <summary>An HTTP server and what its settings are called.</summary>
/// <param name="Section">The section of its settings, such as <c>Speech:Http</c>.</param>
/// <param name="Address">Where to post.</param>
/// <param name="ApiKey">The bearer key, if it is in the settings.</param>
/// <param name="ApiKeyFile">The file that holds it.</param>
/// <param name="Timeout">For all attempts together.</param>
/// <param name="Retries">After a failure that may pass.</param>
/// <param name="Advice">Which settings to check, by status; empty, or beginning with a space.</param>
internal sealed record HttpEndpointSettings(
    string Section, Uri Address, string? ApiKey, string? ApiKeyFile, TimeSpan Timeout, int Retries, Func<HttpStatusCode, string> Advice);
