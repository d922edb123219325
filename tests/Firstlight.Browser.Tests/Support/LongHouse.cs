using Microsoft.Data.Sqlite;

namespace Firstlight.Browser.Tests.Support;

/// <summary>A cloud with 100,000 devices, put into its database while it does not run.</summary>
public sealed class LongHouse(Chromium chromium) : House(chromium)
{
    public const int Count = 100_000;

    private const string Fill = """
        WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < @count)
        INSERT INTO device (id, organisation_id, owner_id, template_id, name, method, created_at, activated_at,
            first_connected_at, last_seen_at, online, hardware, metadata, search_text, sort_name)
        SELECT 1000 + n, 1, 1, 'TMPLthermo01', 'Device ' || n, 'Dynamic', 0, 0, 1, 1, 0, NULL, '{}',
            (1000 + n) || char(10) || 'device ' || n, 'device ' || n
        FROM number
        """;

    public override async ValueTask InitializeAsync()
    {
        // The first start makes the database.
        await using (var first = await StartCloudAsync())
            (await first.TerminateAsync(Cancellation)).ShouldBe(0);
        await using (
            var database = new SqliteConnection($"Data Source={Scratch.File("cloud/firstlight.db")};Pooling=False")
        )
        {
            await database.OpenAsync(Cancellation);
            await using var fill = database.CreateCommand();
            fill.CommandText = Fill;
            fill.Parameters.AddWithValue("@count", Count);
            (await fill.ExecuteNonQueryAsync(Cancellation)).ShouldBe(Count);
        }

        Cloud = await StartCloudAsync();
        Api = await RestClient.SignInAsync(Cloud, Cancellation);
    }

    private Task<CloudProcess> StartCloudAsync() =>
        CloudProcess.StartAsync(Scratch.File("cloud"), Cancellation, more: ["--example", "--web", BuiltPages.Folder]);
}
