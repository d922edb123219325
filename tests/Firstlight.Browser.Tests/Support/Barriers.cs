using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Firstlight.Browser.Tests.Support;

/// <summary>What keeps people from using a page: axe-core's serious and critical findings, contrast among them.</summary>
internal static class Barriers
{
    private static readonly AxeRunOptions Options = new() { ResultTypes = [ResultType.Violations] };

    public static async Task<IReadOnlyList<string>> FindAsync(IPage page)
    {
        var result = await page.RunAxe(Options);
        return
        [
            .. result
                .Violations.Where(found => found.Impact is "serious" or "critical")
                .Select(found =>
                    $"{found.Id}: {found.Help}: {string.Join(", ", found.Nodes.Select(node => node.Target))}"
                ),
        ];
    }
}
