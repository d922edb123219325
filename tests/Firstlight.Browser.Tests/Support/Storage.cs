using Microsoft.Playwright;

namespace Firstlight.Browser.Tests.Support;

/// <summary>What pages have left on the phone: every place where a browser keeps something.</summary>
internal static class Storage
{
    /// <summary>All databases of the page's origin, as text.</summary>
    public static Task<string> DatabasesAsync(IPage page) =>
        page.EvaluateAsync<string>(
            """
            async () => {
              const ask = (request) =>
                new Promise((done, failed) => {
                  request.onsuccess = () => done(request.result);
                  request.onerror = () => failed(request.error);
                });
              const all = {};
              for (const { name } of await indexedDB.databases()) {
                const database = await ask(indexedDB.open(name));
                for (const store of database.objectStoreNames)
                  all[`${name}/${store}`] = await ask(database.transaction(store).objectStore(store).getAll());
                database.close();
              }
              return JSON.stringify(all);
            }
            """
        );

    /// <summary>The installed app answers from caches: the pages' own files are in them and nothing that the cloud answered.</summary>
    public static async Task KeepsOnlyFilesAsync(IPage page)
    {
        var cached = await CachedAsync(page);
        cached.ShouldContain("/index.html");
        cached.ShouldAllBe(path =>
            path == "/index.html"
            || path == "/manifest.webmanifest"
            || path == "/icon.svg"
            || path == "/registerSW.js"
            || path.StartsWith("/assets/", StringComparison.Ordinal)
        );
    }

    private static async Task<IReadOnlyList<string>> CachedAsync(IPage page) =>
        await page.EvaluateAsync<string[]>(
            """
            async () => {
              const addresses = [];
              for (const name of await caches.keys())
                for (const request of await (await caches.open(name)).keys()) addresses.push(new URL(request.url).pathname);
              return addresses;
            }
            """
        );

    /// <summary>The storages that scripts read at once, as text.</summary>
    public static Task<string> SmallStoresAsync(IPage page) =>
        page.EvaluateAsync<string>("() => JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie");
}
