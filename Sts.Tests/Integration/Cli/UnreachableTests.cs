using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Sts.Core.Configuration;
using Sts.Host.Cli;
using Sts.Tests.Core.Schemas.Http;

namespace Sts.Tests.Integration.Cli;

/// <summary>Asks something that is there and can't be understood, over real sockets.</summary>
[Category("Integration")]
public sealed class UnreachableTests
{
    [Test]
    public async Task ReasonOf_CertificateThatNobodyTrusts_SaysHowToTrustIt()
    {
        using var certificates = new TestCertificates();

        var message = await AskAsync(Uri.UriSchemeHttps, async stream =>
        {
            await using var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(certificates.Server);
        });

        message.Should().ContainAll("The remote certificate", "SSL_CERT_FILE").And.NotContain("inner exception");
    }

    [Test]
    public async Task ReasonOf_ConnectionThatIsCutOff_AsksForHttps() =>
        (await AskAsync(Uri.UriSchemeHttp, async stream => await stream.ReadAtLeastAsync(new byte[4096], 1))).Should().Contain("its address begins with https");

    private static async Task<string> AskAsync(string scheme, Func<Stream, Task> answerAsync)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var over = new CancellationTokenSource();
        var answering = AnswerAllAsync(listener, answerAsync, over.Token);
        using var client = new HostClient(new HttpClient { BaseAddress = new UriBuilder(scheme, "127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port).Uri });

        var ask = () => client.GetAsync("/api/info", CancellationToken.None);

        var message = (await ask.Should().ThrowAsync<StsConfigurationException>()).Which.Message;
        await over.CancelAsync();
        await answering;
        return message;
    }

    // The client may try again on another connection.
    private static async Task AnswerAllAsync(TcpListener listener, Func<Stream, Task> answerAsync, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            try
            {
                using var connection = await listener.AcceptTcpClientAsync(over);
                await AnswerAsync(connection, answerAsync);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static async Task AnswerAsync(TcpClient connection, Func<Stream, Task> answerAsync)
    {
        await using var stream = connection.GetStream();
        try
        {
            await answerAsync(stream);
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
        {
            await TestContext.Out.WriteLineAsync($"The client went away: {exception.Message}");
        }
    }
}
