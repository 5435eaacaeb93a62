using System.Text.Encodings.Web;

namespace Sts.Host.Security;

/// <summary>The page on which people sign in. It needs no script.</summary>
internal static class SignInPage
{
    public const string Style = """
        :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
        body { display: grid; place-items: center; min-height: 100vh; margin: 0; background: Canvas; color: CanvasText; }
        main { width: min(22rem, calc(100vw - 3rem)); }
        h1 { font-size: 1.5rem; }
        label { display: block; font-weight: 600; }
        input { box-sizing: border-box; width: 100%; margin: .25rem 0 1rem; padding: .6rem; font: inherit; border: 1px solid GrayText; border-radius: .4rem; }
        button { width: 100%; padding: .6rem; font: inherit; font-weight: 600; border: 0; border-radius: .4rem; background: #1d4ed8; color: #fff; cursor: pointer; }
        :focus-visible { outline: 3px solid #60a5fa; outline-offset: 2px; }
        [role=alert] { padding: .6rem; border-radius: .4rem; border: 1px solid #b91c1c; }
        """;

    public static string Write(HtmlEncoder encoder, string tokenField, string token, string returnUrl, string? problem) => $"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Sign in · STS</title>
          <link rel="stylesheet" href="/login.css">
        </head>
        <body>
          <main>
            <h1>Sign in to STS</h1>
            {(problem is null ? "" : $"<p role=\"alert\">{encoder.Encode(problem)}</p>")}
            <form method="post" action="{SignInEndpoints.Path}">
              <input type="hidden" name="{encoder.Encode(tokenField)}" value="{encoder.Encode(token)}">
              <input type="hidden" name="{SignInEndpoints.ReturnUrl}" value="{encoder.Encode(returnUrl)}">
              <label for="key">Your key</label>
              <input id="key" name="key" type="password" autocomplete="current-password" required autofocus>
              <button type="submit">Sign in</button>
            </form>
          </main>
        </body>
        </html>
        """;
}
