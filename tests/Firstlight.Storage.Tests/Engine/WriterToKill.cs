using System.Globalization;
using Firstlight.Activation;
using Firstlight.Storage.Tests.Sqlite;

namespace Firstlight.Storage.Tests.Engine;

/// <summary>The child of the durability test: writes as fast as it can and prints each id once it is acknowledged.</summary>
internal static class WriterToKill
{
    /// <summary>The argument that makes this program the child.</summary>
    public const string Word = "write-until-killed";

    /// <summary>Closes every printed id.</summary>
    public const char EndOfRow = ';';

    private const int Callers = 20;

    public static async Task<int> RunAsync(string databasePath)
    {
        await using var storage = new SqliteStorage(databasePath);
        await storage.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => WriteAsync(storage.Activation)));
        return 0;
    }

    private static async Task WriteAsync(IActivationStore store)
    {
        // Ends when the test kills it, or when the test has gone and nobody reads.
        while (true)
        {
            var id = await store.ReserveSessionIdAsync(CancellationToken.None);
            var device = await store.ReserveDeviceIdAsync(CancellationToken.None);
            var token = Sample.Token(device, id, TokenState.Pending) with
            {
                Hash = new Core.TokenHash(id.Value.ToString("x64", CultureInfo.InvariantCulture)),
            };
            await store.InsertSessionAsync(Sample.Session(id, device), token, [], CancellationToken.None);
            await Console.Out.WriteLineAsync($"{id}{EndOfRow}");
        }
    }
}
