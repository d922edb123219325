using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent;

/// <summary>The page for people: what the device knows is in it when it comes, so that it works without scripts.</summary>
internal sealed class PortalPage(IPortalBoard board)
{
    /// <summary>A navigation or a plain form wants a page; phones' programs want the answers that firmware in the field gives.</summary>
    public static bool IsWantedBy(PortalRequest request) =>
        request.Header("Accept")?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The form, with what was given filled in and what went wrong the last time.</summary>
    public async Task<PortalResponse> FormAsync(
        IReadOnlyDictionary<string, string> given,
        CancellationToken cancellation
    ) => await AskAsync(200, given, PortalWords.OfError(board.Describe().LastError), cancellation);

    /// <summary>The form again: the settings were not taken.</summary>
    public Task<PortalResponse> RefusedAsync(
        IReadOnlyDictionary<string, string> given,
        string fault,
        CancellationToken cancellation
    ) => AskAsync(400, given, PortalWords.OfFault(fault), cancellation);

    /// <summary>The settings were taken.</summary>
    public static PortalResponse Sent(EdgentConfig settings) =>
        Page(
            200,
            PortalPages.WithSent(
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["name"] = "Device set-up",
                    ["ssid"] = settings.Ssid,
                }
            )
        );

    private async Task<PortalResponse> AskAsync(
        int status,
        IReadOnlyDictionary<string, string> given,
        (string What, string Next)? trouble,
        CancellationToken cancellation
    )
    {
        var info = board.Describe();
        var networks = given.ContainsKey("scan") ? await board.NetworksAsync(cancellation) : board.LastNetworks;
        var wanted = Of(given, "ssidManual") is { Length: > 0 } typed ? typed : Of(given, "ssid");
        var (list, isListed) = NetworkChoices.Render(networks, wanted);
        var texts = new Dictionary<string, string>(given, StringComparer.Ordinal)
        {
            ["name"] = info.Name ?? info.Board ?? "your device",
            ["ssid"] = isListed ? "" : wanted,
            ["maker"] = board.Defaults.Host,
        };
        var hasKey = Of(given, "blynk").Length == ConfigQuery.TokenCharacters;
        var markup = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["networks"] = list,
            ["another"] = isListed || (wanted.Length == 0 && list.Length > 0) ? "" : " checked",
            ["note"] = trouble is { } words
                ? $"<p>{PortalPages.Escape(words.What)}</p><p>{PortalPages.Escape(words.Next)}</p>"
                : "",
            ["handed"] = hasKey ? " hidden" : "",
            ["notHanded"] = hasKey ? "" : " hidden",
            ["needed"] = board.Kept is null ? " required" : "",
            ["keeps"] = board.Kept is null ? "" : " Leave it empty when only the Wi-Fi changes.",
            ["advanced"] = Of(given, "host").Length > 0 || Of(given, "ip").Length > 0 ? " open" : "",
        };
        return Page(status, PortalPages.WithForm(texts, markup));
    }

    private static string Of(IReadOnlyDictionary<string, string> given, string name) =>
        given.TryGetValue(name, out var value) ? value : "";

    private static PortalResponse Page(int status, byte[] page) =>
        (PortalResponse.Html(page) with { Status = status }).With(
            ("Content-Security-Policy", PortalPages.ContentSecurityPolicy),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer")
        );
}
