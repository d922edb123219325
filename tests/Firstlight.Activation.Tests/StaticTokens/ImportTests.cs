using System.Runtime.CompilerServices;
using Firstlight.Core;
using Firstlight.Devices;
using static Firstlight.Activation.Tests.CloudUnderTest;

namespace Firstlight.Activation.Tests;

/// <summary>From a table to units that know who they are.</summary>
public sealed class ImportTests
{
    [Fact]
    public async Task A_claimed_unit_has_the_name_and_metadata_of_its_row()
    {
        await using var cloud = await StartFactoryAsync();
        var unit = (await MakeAsync(cloud, "Boiler 1,SN-1", ",SN-2"))[0];

        var device = (await cloud.ClaimAsync(unit.ClaimCode.Reveal())).Value;

        device.Name.ShouldBe("Boiler 1");
        device.Metadata["Serial Number"].ShouldBe("SN-1");
    }

    [Fact]
    public async Task An_unclaimed_unit_has_them_from_its_first_connection_and_keeps_them_when_it_is_claimed()
    {
        await using var cloud = await StartFactoryAsync();
        var unit = (await MakeAsync(cloud, "Boiler 1,SN-1", ",SN-2"))[1];

        (await cloud.Admission.AdmitAsync(unit.AuthToken, default)).ShouldBeOfType<Admission.Active>();
        var before = cloud.Store.Devices.ShouldHaveSingleItem();
        var claimed = (await cloud.ClaimAsync(unit.ClaimCode.Reveal())).Value;

        (before.Name, before.Metadata["Serial Number"]).ShouldBe(("Kettle", "SN-2"));
        claimed.Metadata["Serial Number"].ShouldBe("SN-2");
    }

    [Fact]
    public async Task A_table_that_cannot_be_read_to_its_end_leaves_nothing_and_its_key_is_free()
    {
        await using var cloud = await StartFactoryAsync();
        await AddSerialAsync(cloud);
        var draft = DraftOf(cloud, key: "table-1");
        var broken = new Table("Device Name,Serial Number", "a,SN-1", "b,SN-2") { RowsOfSecondReading = 2 };

        await Should.ThrowAsync<StorageUnavailableException>(() =>
            cloud.Imports.ImportAsync(Home, Ada, draft, broken, default)
        );

        var cut = (await cloud.Statics.ListBatchesAsync(Home, null, 10, default)).Value.Items.ShouldHaveSingleItem();
        await cloud.UntilAsync(cut.Id, StaticBatchState.Cancelled);
        cloud.Store.StagedUnits.ShouldBe(0);
        var whole = new Table("Device Name,Serial Number", "a,SN-1", "b,SN-2");
        var again = (await cloud.Imports.ImportAsync(Home, Ada, draft, whole, default)).Value.Batch!;
        again.Id.ShouldNotBe(cut.Id);
        await cloud.UntilAsync(again.Id, StaticBatchState.Ready);
    }

    [Fact]
    public async Task Asking_again_gives_the_same_batch_once()
    {
        await using var cloud = await StartFactoryAsync();
        await AddSerialAsync(cloud);
        var draft = DraftOf(cloud, key: "table-1");

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    cloud.Imports.ImportAsync(Home, Ada, draft, new Table("Serial Number", "SN-1", "SN-2"), default)
                )
        );

        var id = answers.Select(answer => answer.Value.Batch!.Id).Distinct().ShouldHaveSingleItem();
        await cloud.UntilAsync(id, StaticBatchState.Ready);
        cloud.Store.Statics.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Asking_again_while_another_node_stores_the_table_is_told_to_wait_and_stores_nothing_twice()
    {
        await using var cloud = await StartFactoryAsync(new Elsewhere());
        await AddSerialAsync(cloud);
        var draft = DraftOf(cloud, key: "table-1");
        var table = new Table("Serial Number", "SN-1", "SN-2");
        var done = (await cloud.Imports.ImportAsync(Home, Ada, draft, table, default)).Value.Batch!;
        await cloud.UntilAsync(done.Id, StaticBatchState.Ready);
        cloud.Store.Revert(done.Id, StaticBatchState.Importing);

        var again = await cloud.Imports.ImportAsync(Home, Ada, draft, table, default);

        again.Refusal!.Code.ShouldBe("import_under_way");
        cloud.Store.Statics.Count.ShouldBe(2);
    }

    private sealed class Elsewhere : ISoleDuty
    {
        public bool IsOurs => false;
    }

    private static async Task<IReadOnlyList<StaticTokenSecrets>> MakeAsync(CloudUnderTest cloud, params string[] rows)
    {
        await AddSerialAsync(cloud);
        var table = new Table(["Device Name,Serial Number", .. rows]);
        var imported = await cloud.Imports.ImportAsync(Home, Ada, DraftOf(cloud), table, default);
        imported.Value.Report.Errors.ShouldBeEmpty();
        var batch = imported.Value.Batch!;
        await cloud.UntilAsync(batch.Id, StaticBatchState.Ready);
        return await cloud.ReadAsync(batch.Id);
    }

    private static async Task AddSerialAsync(CloudUnderTest cloud) =>
        (
            await cloud.Templates.AddMetadataFieldAsync(
                Home,
                cloud.Kettle.Id,
                new MetadataFieldDraft("Serial Number", MetadataType.Text, null, null, null),
                default
            )
        ).Refusal.ShouldBeNull();

    private static StaticImportDraft DraftOf(CloudUnderTest cloud, string? key = null) =>
        new(cloud.Kettle.Id, "March", key, [], DryRun: false);

    private sealed class Table(params string[] lines) : IUnitTable
    {
        private int _readings;

        public int? RowsOfSecondReading { get; init; }

        public string Digest => string.Join('\n', lines);

        public async IAsyncEnumerable<TableRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
        {
            var count = ++_readings == 2 ? RowsOfSecondReading ?? lines.Length : lines.Length;
            for (var index = 0; index < count; index++)
            {
                await Task.Yield();
                yield return new TableRow(index + 1, lines[index].Split(','));
            }
        }
    }
}
