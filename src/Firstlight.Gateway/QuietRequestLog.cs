using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Firstlight.Gateway;

/// <summary>
/// Device HTTPS calls carry the AuthToken in the query, as the protocol demands. The framework's categories that would log
/// whole URLs are therefore held at Warning, whatever the configuration says about them or about a single log provider.
/// </summary>
internal sealed class QuietRequestLog : IPostConfigureOptions<LoggerFilterOptions>
{
    private static readonly string[] CategoriesWithUrls =
    [
        "Microsoft.AspNetCore.Hosting.Diagnostics",
        "Microsoft.AspNetCore.Server.Kestrel.BadRequests",
        "Microsoft.AspNetCore.HttpLogging.HttpLoggingMiddleware",
    ];

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        // A rule for one provider beats a rule for all, so every provider that has a rule gets ours too; among equals the last wins.
        var providers = options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToList();
        foreach (var category in CategoriesWithUrls)
        {
            // Longer names, such as configured children of the category, would beat ours as well.
            foreach (
                var rule in options
                    .Rules.Where(rule =>
                        rule.CategoryName?.StartsWith(category, StringComparison.OrdinalIgnoreCase) is true
                    )
                    .ToList()
            )
                options.Rules.Remove(rule);
            foreach (var provider in providers)
                options.Rules.Add(new LoggerFilterRule(provider, category, LogLevel.Warning, null));
        }
    }
}
