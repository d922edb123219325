using System.Text.RegularExpressions;

namespace Firstlight.Browser.Tests.Support;

/// <summary>Every address that the pages' own routing tables know, as patterns: <c>/console/devices/$deviceId</c>.</summary>
internal static partial class PageRoutes
{
    public static IReadOnlyList<string> ReadAll()
    {
        var routes = new List<string>();
        foreach (
            var file in Directory.EnumerateFiles(Repository.File("web/src"), "route*.tsx", SearchOption.AllDirectories)
        )
        {
            // In each table a parent comes before its children; what it does not name hangs from the root.
            var paths = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (Match route in Route().Matches(File.ReadAllText(file)))
            {
                var parent = paths.GetValueOrDefault(route.Groups["parent"].Value, "");
                var path = (parent + route.Groups["path"].Value).TrimEnd('/');
                paths[route.Groups["name"].Value] = path;
                routes.Add(path);
            }
        }

        return routes;
    }

    /// <summary>Whether a place, which may have a query and a fragment, is on a route.</summary>
    public static bool IsOn(string place, string route)
    {
        var path = place.Split('?', '#')[0].Split('/');
        var pattern = route.Split('/');
        return path.Length == pattern.Length
            && path.Zip(pattern).All(part => part.Second.StartsWith('$') || part.First == part.Second);
    }

    [GeneratedRegex(
        """const (?<name>\w+) = createRoute\(\{\s*getParentRoute: \(\) => (?<parent>\w+),\s*path: "(?<path>[^"]+)",""",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Route();
}
