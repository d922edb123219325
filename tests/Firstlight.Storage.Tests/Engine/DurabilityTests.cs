using System.Diagnostics;
using System.Globalization;
using Firstlight.Core;
using Firstlight.Storage.Tests.Sqlite;
using Firstlight.TestKit;

namespace Firstlight.Storage.Tests.Engine;

/// <summary>Kills a writing process again and again, on one and the same database.</summary>
public sealed class DurabilityTests(ITestOutputHelper output)
{
    private const int Kills = 6;
    private const int RowsBeforeKillMax = 400;

    [Fact]
    public async Task What_was_acknowledged_survives_a_kill_and_no_id_is_given_twice()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}");
        var random = new SeededRandom(seed);
        using var folder = new TemporaryFolder();
        var acknowledged = new List<long>();
        for (var kill = 0; kill < Kills; kill++)
            acknowledged.AddRange(await WriteUntilKilledAsync(folder.Database, 1 + random.Below(RowsBeforeKillMax)));
        output.WriteLine($"{acknowledged.Count} rows acknowledged in {Kills} lives");

        acknowledged.Distinct().Count().ShouldBe(acknowledged.Count, $"an id was given twice, seed {seed}");
        await using var storage = new SqliteStorage(folder.Database);
        await storage.OpenAsync();
        foreach (var id in acknowledged)
        {
            var hash = new TokenHash(id.ToString("x64", CultureInfo.InvariantCulture));
            var found = await storage.Activation.FindTokenAsync(hash, CancellationToken.None);
            found.ShouldNotBeNull($"session {id} was acknowledged and is lost, seed {seed}");
            found.Session!.Id.Value.ShouldBe(id);
        }
    }

    /// <summary>The ids that the child printed before, and in the moment of, its death.</summary>
    private static async Task<IReadOnlyList<long>> WriteUntilKilledAsync(string databasePath, int rows)
    {
        using var child = Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!, [WriterToKill.Word, databasePath])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        var ids = new List<long>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            while (await child.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                // The kill may cut the last line off: only what ends with the mark was said.
                if (!line.EndsWith(WriterToKill.EndOfRow))
                    break;
                ids.Add(long.Parse(line.AsSpan(0, line.Length - 1), CultureInfo.InvariantCulture));
                if (ids.Count == rows)
                    child.Kill();
            }
        }
        finally
        {
            child.Kill();
            await child.WaitForExitAsync(CancellationToken.None);
        }

        ids.Count.ShouldBeGreaterThanOrEqualTo(rows, "the child ended by itself");
        return ids;
    }
}
