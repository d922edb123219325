using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Firstlight.Browser.Tests.Support;

/// <summary>What a browser says on its console about our pages: nothing, unless the scenario is about just that.</summary>
internal sealed class Complaints
{
    private readonly ConcurrentQueue<string> _heard = new();
    private readonly ConcurrentQueue<Regex> _allowed = new();

    public Complaints(IBrowserContext context)
    {
        context.Console += (_, message) =>
        {
            if (message.Type == "error" && !IsAskedWho(message))
                _heard.Enqueue($"{message.Text} ({message.Location})");
        };
        context.WebError += (_, error) => _heard.Enqueue(error.Error);
    }

    /// <summary>Everything that nobody expected.</summary>
    public IReadOnlyList<string> Unexpected =>
        [.. _heard.Where(text => !_allowed.Any(pattern => pattern.IsMatch(text)))];

    public void Allow(string pattern) =>
        _allowed.Enqueue(new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1)));

    // Being asked "who is signed in?" by a stranger is answered 401; the browser prints that by itself.
    private static bool IsAskedWho(IConsoleMessage message) =>
        message.Text.Contains("401", StringComparison.Ordinal)
        && message.Location.Contains("/api/v1/me", StringComparison.Ordinal);
}
