using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Firstlight.Browser.Tests.Support;

/// <summary>What keeps people from using a page: axe-core's serious and critical findings, contrast among them.</summary>
internal static class Barriers
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>One line for each.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page)
    {
        // Through the debugger: the page's own policy lets no foreign script in. It stays as long as the document does.
        if (await page.EvaluateAsync<bool>("() => globalThis.axe === undefined"))
            await page.EvaluateAsync(Axe);
        return await page.EvaluateAsync<string[]>(
            """
            async () => {
              const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
              return violations
                .filter(({ impact }) => impact === "serious" || impact === "critical")
                .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
            }
            """
        );
    }
}
