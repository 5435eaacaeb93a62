using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Sts.Tests.Integration.Api;

/// <summary>What tests expect of the API's answers.</summary>
internal static class Answers
{
    /// <summary>An error as RFC 9457 has it, whose detail holds some words.</summary>
    public static async Task ShouldBeProblemAsync(this HttpResponseMessage response, HttpStatusCode status, params string[] words)
    {
        response.StatusCode.Should().Be(status);
        response.Content.Headers.ContentType?.MediaType.Should().Be("application/problem+json");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("status").GetInt32().Should().Be((int)status);
        problem.GetProperty("title").GetString().Should().NotBeNullOrEmpty();
        if (words.Length > 0)
        {
            problem.GetProperty("detail").GetString().Should().ContainAll(words).And.NotContain("   at ");
        }
    }

    /// <summary>An object with exactly these members.</summary>
    public static void ShouldHaveMembers(this JsonElement element, params string[] names) =>
        element.EnumerateObject().Select(member => member.Name).Should().BeEquivalentTo(names);

    public static string? Text(this JsonElement element, string member) => element.GetProperty(member).GetString();
}
