using System.Net.Sockets;
using System.Text;

namespace Sts.Tests.Integration.Security;

/// <summary>Sends what no well-behaved client would send.</summary>
internal static class RawRequest
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Sends text as it is, each character a byte.</summary>
    /// <returns>All that is answered until the host closes the connection.</returns>
    public static async Task<string> SendAsync(Uri host, string request)
    {
        using var timeout = new CancellationTokenSource(Deadline);
        using var client = new TcpClient();
        await client.ConnectAsync(host.Host, host.Port, timeout.Token);
        await using var stream = client.GetStream();
        var answer = new StringBuilder();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request), timeout.Token);
            var buffer = new byte[4096];
            for (int read; (read = await stream.ReadAsync(buffer, timeout.Token)) > 0;)
            {
                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // Who is not heard to the end is cut off.
            answer.Append("(cut off)");
        }

        return answer.ToString();
    }
}
