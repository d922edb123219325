using Dapper;
using Firstlight.Storage.Tests.Sqlite;
using Microsoft.Data.Sqlite;

namespace Firstlight.Storage.Tests.Engine;

/// <summary>What docs/operate/backup.md tells the operator to do.</summary>
public sealed class BackupTests
{
    [Fact]
    public async Task A_copy_made_while_writing_goes_on_opens_and_holds_what_was_stored_before()
    {
        await using var storage = await SqliteStorage.OpenNewAsync();
        var template = Sample.Template();
        await storage.Templates.TryInsertAsync(template, CancellationToken.None);
        using var folder = new TemporaryFolder();

        var writing = Enumerable
            .Range(0, 500)
            .Select(n =>
                storage.Templates.TryInsertAsync(Sample.Template($"TMPL{n:D8}", $"{n}"), CancellationToken.None)
            )
            .ToList();
        await using (var operatorsShell = new SqliteConnection($"Data Source={storage.Path};Pooling=False"))
            await operatorsShell.ExecuteAsync("VACUUM INTO @copy", new { copy = folder.Database });
        await Task.WhenAll(writing);

        await using var restored = new SqliteStorage(folder.Database);
        await restored.OpenAsync();
        var templates = await restored.Templates.ReadAllAsync(CancellationToken.None);
        templates.Single(copy => copy.Id == template.Id).ShouldHold(template);
    }
}
