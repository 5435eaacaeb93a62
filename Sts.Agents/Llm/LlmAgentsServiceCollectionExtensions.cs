using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using OpenAI;

namespace Sts.Agents.Llm;

/// <summary>Registers the agents that ask a model. Nothing is built before one of them is asked for.</summary>
internal static class LlmAgentsServiceCollectionExtensions
{
    private const string HttpClientName = "Sts.Agents.OpenAI";

    // The SDK insists on a key; EndpointRequest takes it out again.
    private const string NoKey = "none";

    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    public static IServiceCollection AddLlmAgents(this IServiceCollection services)
    {
        services.AddHttpClient(HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan) // the pipeline below has the time-outs
            .UseSocketsHttpHandler((handler, _) =>
            {
                handler.PooledConnectionLifetime = ConnectionLifetime;
                handler.AllowAutoRedirect = false; // a key in a header of its own would go along
            })
            .RemoveAllLoggers() // four lines for each utterance; outages are reported by ProviderOutage
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .AddHttpMessageHandler(provider => new EndpointRequest(provider.GetRequiredService<IOptions<AgentsOptions>>().Value.OpenAI))
            .AddResilienceHandler("openai", (pipeline, context) => pipeline.AddEndpointResilience(
                context.ServiceProvider.GetRequiredService<IOptions<AgentsOptions>>().Value.OpenAI, context.ServiceProvider.GetRequiredService<TimeProvider>()));
        services.AddHttpClient(HttpClientName).AddHttpMessageHandler(provider => new EndpointTry(
            provider.GetRequiredService<EndpointBudget>(), provider.GetRequiredService<IOptions<AgentsOptions>>().Value.OpenAI, provider.GetRequiredService<TimeProvider>()));
        return services
            .AddSingleton<IChatCompletionService>(CreateChat)
            .AddSingleton<ChatEndpoint>()
            .AddSingleton<EndpointBudget>()
            .AddSingleton<PromptFolder>()
            .AddSingleton<StructuredChat>()
            .AddSingleton<ProviderOutage>()
            .AddSingleton<LlmRealtimeAgent>()
            .AddSingleton<LlmSessionManagementAgent>()
            .AddSingleton<LlmDecisionAgent>()
            .AddSingleton<LlmSummaryAgent>();
    }

    // Retries and time-outs are the HTTP client's; the SDK's own would multiply them.
    private static OpenAIChatCompletionService CreateChat(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<AgentsOptions>>().Value.OpenAI;
        var http = provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName);
        var client = new OpenAIClient(new ApiKeyCredential(options.ApiKey is { Length: > 0 } key ? key : NoKey), new OpenAIClientOptions
        {
            Endpoint = new Uri(options.Endpoint),
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        });
        return new OpenAIChatCompletionService(options.Model!, client);
    }
}
