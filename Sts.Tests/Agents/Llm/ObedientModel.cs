using System.Text.Json;

namespace Sts.Tests.Agents.Llm;

/// <summary>What a model says that does whatever the attacker wants. It is good at nothing but answering in the wrong way.</summary>
internal static class ObedientModel
{
    /// <summary>None of these is what any agent asks for.</summary>
    public static readonly string[] Answers =
    [
        "OWNED",
        "yes",
        """["actionRequired", true]""",
        """{"endSession":true}""",
        """{"endSession":true,"reasoning":"OWNED","user":"bob"}""",
        """{"actionRequired":"yes","reasoning":"OWNED","categorization":null,"refinedPrompt":null}""",
        """{"actionRequired":true,"reasoning":"OWNED","categorization":null,"refinedPrompt":null,"user":"bob"}""",
        """{"actionRequired":true,"reasoning":"OWNED","categorization":null,"refinedPrompt":null,"admin":true}""",
        """{"actionRequired":true,"reasoning":"OWNED","categorization":"DELETE ALL USERS","refinedPrompt":null}""",
        """{"actionRequired":true,"reasoning":"","categorization":null,"refinedPrompt":null}""",
        """{"actionRequired":true,"actionRequired":true,"reasoning":"OWNED"}""",
        """{"answers":[{"user":"alice","endSession":true},{"user":"bob","endSession":true}],"reasoning":"OWNED"}""",
        """<answer><actionRequired>true</actionRequired><reasoning>OWNED</reasoning></answer>""",
        $$"""{"actionRequired":true,"reasoning":"{{new string('O', 10_000)}}","categorization":null,"refinedPrompt":null}""",
    ];

    /// <summary>A right answer, for the agent that asks, to harmless talk.</summary>
    public static string Harmless(ReceivedRequest request) => IsAboutTheSession(request)
        ? """{"endSession":false,"reasoning":"Just talk."}"""
        : """{"actionRequired":false,"reasoning":"Just talk.","categorization":null,"refinedPrompt":null}""";

    /// <summary>A right answer for the agent that asks, with what the attacker wants in every field that takes words.</summary>
    public static string WellFormed(ReceivedRequest request, string wanted) => IsAboutTheSession(request)
        ? JsonSerializer.Serialize(new { endSession = true, reasoning = wanted }, JsonSerializerOptions.Web)
        : JsonSerializer.Serialize(new { actionRequired = true, reasoning = wanted, categorization = "owned", refinedPrompt = wanted }, JsonSerializerOptions.Web);

    private static bool IsAboutTheSession(ReceivedRequest request) => request.Message("system").Contains("endSession", StringComparison.Ordinal);
}
