namespace Sts.Host.Cli;

/// <summary>Says why a host could not be asked, where the framework's own words would not help.</summary>
internal static class Unreachable
{
    /// <summary>The reason, and what to do about it where that is known.</summary>
    public static string ReasonOf(Exception exception) => exception is HttpRequestException request
        ? request.HttpRequestError switch
        {
            HttpRequestError.SecureConnectionError =>
                $"no TLS could be agreed on: {request.GetBaseException().Message}; the certificate must be of the name that is asked for, and trusted here, "
                + "for which SSL_CERT_FILE names it on Linux",
            HttpRequestError.ResponseEnded => "it broke off; if it does TLS, its address begins with https",
            _ => request.Message,
        }
        : exception.Message;
}
