using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace Sts.Host.Security;

/// <summary>Where people sign in with their browser: with the same keys as programs.</summary>
internal static class SignInEndpoints
{
    public const string Path = "/login";
    public const string ReturnUrl = "returnUrl";

    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, (HttpContext context, IAntiforgery antiforgery, string? returnUrl) => Page(context, antiforgery, returnUrl, null)).AllowAnonymous();
        endpoints.MapPost(Path, SignInAsync).AllowAnonymous().WithMetadata(new RequireAntiforgeryTokenAttribute());
        endpoints.MapPost("/logout", (Delegate)SignOutAsync).WithMetadata(new ReadsAttribute());
        endpoints.MapGet("/login.css", () => Results.Text(SignInPage.Style, "text/css")).AllowAnonymous();
    }

    private static async Task SignInAsync(HttpContext context)
    {
        // Before the form is read, which would throw.
        if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: true } || !context.Request.HasFormContentType)
        {
            throw new BadHttpRequestException($"This is not the form of {Path}, or it is too old. Open {Path} again.");
        }

        var services = context.RequestServices;
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var answer = await SignInAsync(
            context, services.GetRequiredService<IAntiforgery>(), services.GetRequiredService<ApiKeys>(), services.GetRequiredService<WrongKeys>(),
            services.GetRequiredService<RefusalLog>(), form["key"].ToString(), form["returnUrl"]);
        await answer.ExecuteAsync(context);
    }

    private static async Task<IResult> SignInAsync(
        HttpContext context, IAntiforgery antiforgery, ApiKeys keys, WrongKeys wrong, RefusalLog log, string key, string? returnUrl)
    {
        if (wrong.AreTooMany(context))
        {
            return Refuse("Too many wrong keys have come from your address. Wait a minute.", StatusCodes.Status429TooManyRequests);
        }

        if (keys.Find(key.Trim()) is not { } known)
        {
            wrong.Count(context);
            return Refuse("That is no key of this host.", StatusCodes.Status401Unauthorized);
        }

        await context.SignInAsync(AccessSchemes.Browser, known.ToPrincipal(AccessSchemes.Browser));
        return Results.LocalRedirect(IsOurs(returnUrl) ? returnUrl! : "/");

        IResult Refuse(string problem, int status)
        {
            log.Note(context, status, problem);
            return Page(context, antiforgery, returnUrl, problem, status);
        }
    }

    private static async Task<IResult> SignOutAsync(HttpContext context)
    {
        await context.SignOutAsync(AccessSchemes.Browser);
        return Results.LocalRedirect(Path);
    }

    private static IResult Page(HttpContext context, IAntiforgery antiforgery, string? returnUrl, string? problem, int status = StatusCodes.Status200OK)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        return Results.Content(
            SignInPage.Write(HtmlEncoder.Default, tokens.FormFieldName, tokens.RequestToken!, IsOurs(returnUrl) ? returnUrl! : "/", problem), "text/html; charset=utf-8", statusCode: status);
    }

    // Not "//elsewhere", nor what browsers take for it, nor what no header can hold.
    private static bool IsOurs(string? url) => url is ['/', ..] && (url.Length == 1 || url[1] is not ('/' or '\\')) && !url.AsSpan().ContainsAnyExceptInRange('!', '~');
}
