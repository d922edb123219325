using System.Security.Cryptography;
using System.Text;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Storage.Tests.Conformance;

public abstract class StaticTokenConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    private static readonly UserId Ada = new(7);

    [Fact]
    public async Task A_batch_is_kept_and_listed_newest_first()
    {
        var first = await StoreBatchAsync(2);
        var second = await StoreBatchAsync(3);

        (await Storage.Statics.FindBatchAsync(first.Id, None)).ShouldHold(first);
        (await Storage.Statics.ListBatchesAsync(OrganisationId.Root, null, 10, None))
            .Select(batch => batch.Id)
            .ShouldBe([second.Id, first.Id]);
        (await Storage.Statics.ListBatchesAsync(OrganisationId.Root, second.Id, 10, None))
            .ShouldHaveSingleItem()
            .Id.ShouldBe(first.Id);
        second.FirstToken.Value.ShouldBe(first.FirstToken.Value + 2);
    }

    [Fact]
    public async Task Tokens_count_when_the_last_one_is_there_and_not_before()
    {
        var batch = await StoreBatchAsync(3);
        var tokens = TokensOf(batch);

        (await Storage.Statics.TryAppendAsync(batch.Id, 0, tokens[..2], None)).ShouldBeTrue();
        (await Storage.Statics.FindByAuthTokenAsync(tokens[0].AuthHash, None)).ShouldBeNull();
        (await Storage.Statics.ListUnfinishedAsync(None)).ShouldHaveSingleItem().Made.ShouldBe(2);

        (await Storage.Statics.TryFinishAsync(batch.Id, None)).ShouldBeFalse("one is not there yet");
        (await Storage.Statics.TryAppendAsync(batch.Id, 2, tokens[2..], None)).ShouldBeTrue();
        (await Storage.Statics.FindByAuthTokenAsync(tokens[0].AuthHash, None)).ShouldBeNull();
        (await Storage.Statics.TryFinishAsync(batch.Id, None)).ShouldBeTrue();
        (await Storage.Statics.FindByAuthTokenAsync(tokens[0].AuthHash, None)).ShouldHold(tokens[0]);
        (await Storage.Statics.FindByClaimKeyAsync(tokens[2].ClaimKey, None)).ShouldHold(tokens[2]);
        (await Storage.Statics.FindAsync(tokens[1].Id, None)).ShouldHold(tokens[1]);
        (await Storage.Statics.ListUnfinishedAsync(None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_written_before_a_crash_is_not_written_again()
    {
        var batch = await StoreBatchAsync(4);
        var tokens = TokensOf(batch);
        await Storage.Statics.TryAppendAsync(batch.Id, 0, tokens[..2], None);

        await Storage.RestartAsync();

        (await Storage.Statics.TryAppendAsync(batch.Id, 0, tokens[..2], None)).ShouldBeFalse();
        (await Storage.Statics.TryAppendAsync(batch.Id, 2, tokens[2..], None)).ShouldBeTrue();
        await Storage.RestartAsync();
        (await Storage.Statics.ListUnfinishedAsync(None)).ShouldHaveSingleItem().Made.ShouldBe(4);
        (await Storage.Statics.TryFinishAsync(batch.Id, None)).ShouldBeTrue();
        (await Storage.Statics.TryFinishAsync(batch.Id, None)).ShouldBeFalse("it is ready already");
        (await ListAsync(batch)).Select(token => token.Number).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task A_cancelled_batch_takes_no_more_and_leaves_nothing()
    {
        var batch = await StoreBatchAsync(4);
        var tokens = TokensOf(batch);
        await Storage.Statics.TryAppendAsync(batch.Id, 0, tokens[..2], None);

        (await Storage.Statics.TryCancelBatchAsync(batch.Id, None)).ShouldBeTrue();
        (await Storage.Statics.TryAppendAsync(batch.Id, 2, tokens[2..], None)).ShouldBeFalse();
        while (await Storage.Statics.RemoveSomeAsync(batch.Id, None)) { }

        var cancelled = (await Storage.Statics.FindBatchAsync(batch.Id, None))!;
        (cancelled.State, cancelled.Made).ShouldBe((StaticBatchState.Cancelled, 0));
        (await Storage.Statics.TryCancelBatchAsync(batch.Id, None)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_batch_that_is_cancelled_when_it_is_whole_gets_not_ready_and_leaves_no_keys()
    {
        var batch = await StoreBatchAsync(3);
        var tokens = TokensOf(batch);
        await Storage.Statics.TryAppendAsync(batch.Id, 0, tokens, None);

        (await Storage.Statics.TryCancelBatchAsync(batch.Id, None)).ShouldBeTrue();
        (await Storage.Statics.TryFinishAsync(batch.Id, None)).ShouldBeFalse();
        while (await Storage.Statics.RemoveSomeAsync(batch.Id, None)) { }

        // The same keys are free: another batch may have them.
        var other = await StoreBatchAsync(3);
        var same = tokens.Select((token, index) => token with { Id = other.TokenAt(index + 1), Batch = other.Id });
        await Storage.Statics.TryAppendAsync(other.Id, 0, [.. same], None);
        (await Storage.Statics.TryFinishAsync(other.Id, None)).ShouldBeTrue();
        (await Storage.Statics.FindByClaimKeyAsync(tokens[0].ClaimKey, None))!.Batch.ShouldBe(other.Id);
    }

    [Fact]
    public async Task A_deleted_token_is_found_by_nothing_and_its_keys_are_free()
    {
        var token = (await StoreReadyAsync(1))[0];

        (await Storage.Statics.TryDeleteAsync(token.Id, None)).ShouldBeTrue();

        (await Storage.Statics.FindByAuthTokenAsync(token.AuthHash, None)).ShouldBeNull();
        (await Storage.Statics.FindByClaimKeyAsync(token.ClaimKey, None)).ShouldBeNull();
        var other = await StoreBatchAsync(1);
        await Storage.Statics.TryAppendAsync(
            other.Id,
            0,
            [token with { Id = other.FirstToken, Batch = other.Id }],
            None
        );
        (await Storage.Statics.TryFinishAsync(other.Id, None)).ShouldBeTrue();
    }

    [Fact]
    public async Task Two_tokens_with_one_key_are_a_fault_and_neither_is_lost_in_silence()
    {
        var token = (await StoreReadyAsync(1))[0];
        var other = await StoreBatchAsync(1);
        await Storage.Statics.TryAppendAsync(
            other.Id,
            0,
            [token with { Id = other.FirstToken, Batch = other.Id }],
            None
        );

        await Should.ThrowAsync<StorageUnavailableException>(() => Storage.Statics.TryFinishAsync(other.Id, None));

        (await Storage.Statics.FindByAuthTokenAsync(token.AuthHash, None)).ShouldHold(token);
    }

    [Fact]
    public async Task An_idempotency_key_counts_once_per_organisation()
    {
        var first = await StoreBatchAsync(2, key: "order-17");
        (await StoreBatchAsync(2, key: "order-17")).Id.ShouldBe(first.Id);
        (await StoreBatchAsync(2, key: "order-18")).Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public async Task A_token_is_claimed_once()
    {
        var token = (await StoreReadyAsync(1))[0];

        var claims = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => ClaimAsync(token)));

        claims.Count(won => won).ShouldBe(1);
        var stored = (await Storage.Statics.FindAsync(token.Id, None))!;
        stored.State.ShouldBe(StaticTokenState.Claimed);
        var device = (await Storage.Devices.FindAsync(stored.Device!.Value, None))!;
        device.Owner.ShouldBe(Ada);
        (await Storage.Statics.FindByDeviceAsync(device.Id, None)).ShouldHold(stored);
    }

    [Fact]
    public async Task A_first_connection_and_a_claim_at_once_leave_one_device()
    {
        foreach (var token in await StoreReadyAsync(20))
        {
            var born = Sample.Device(await Storage.Activation.ReserveDeviceIdAsync(None)) with { Owner = null };
            var record = new TokenRecord(token.AuthHash, [1], born.Id, null, TokenState.Active);
            var connecting = Storage.Statics.TryConnectAsync(token, born, record, None);
            var claiming = ClaimAsync(token);

            (await connecting).ShouldBe(!await claiming);
            var device = (await Storage.Statics.FindAsync(token.Id, None))!.Device!.Value;
            (await Storage.Devices.FindAsync(device, None)).ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task A_claimed_unit_connects_as_the_device_it_has()
    {
        var token = (await StoreReadyAsync(1))[0];
        await ClaimAsync(token);
        var claimed = (await Storage.Statics.FindAsync(token.Id, None))!;
        var record = new TokenRecord(token.AuthHash, [1], claimed.Device!.Value, null, TokenState.Active);

        (await Storage.Statics.TryConnectAsync(claimed, null, record, None)).ShouldBeTrue();
        (await Storage.Statics.TryConnectAsync(claimed, null, record, None)).ShouldBeFalse();

        (await Storage.Activation.FindTokenAsync(token.AuthHash, None))!.Device!.Id.ShouldBe(claimed.Device.Value);
    }

    [Fact]
    public async Task An_unclaimed_unit_that_is_given_away_counts_as_claimed()
    {
        var token = (await StoreReadyAsync(1))[0];
        var born = Sample.Device(await Storage.Activation.ReserveDeviceIdAsync(None)) with { Owner = null };
        var record = new TokenRecord(token.AuthHash, [1], born.Id, null, TokenState.Active);
        await Storage.Statics.TryConnectAsync(token, born, record, None);

        await GiveAsync(owner: null);
        (await Storage.Statics.FindAsync(token.Id, None))!.State.ShouldBe(StaticTokenState.Unclaimed);
        await GiveAsync(Ada);
        var given = (await Storage.Statics.FindAsync(token.Id, None)).ShouldNotBeNull();
        given.State.ShouldBe(StaticTokenState.Claimed);
        given.ClaimedBy.ShouldBe(Ada);

        async Task GiveAsync(UserId? owner) =>
            (
                await Storage.Devices.TryGiveAsync(
                    born.Id,
                    OrganisationId.Root,
                    OrganisationId.Root,
                    owner,
                    Sample.Now,
                    None
                )
            ).ShouldBeTrue();
    }

    [Fact]
    public async Task Removing_the_device_frees_the_token()
    {
        var token = (await StoreReadyAsync(1))[0];
        await ClaimAsync(token);
        var claimed = (await Storage.Statics.FindAsync(token.Id, None))!;

        (await Storage.Statics.TryDeleteAsync(token.Id, None)).ShouldBeFalse();
        await Storage.Devices.DeleteAsync(claimed.Device!.Value, None);

        (await Storage.Statics.FindAsync(token.Id, None)).ShouldHold(token);
        (await Storage.Statics.TryDeleteAsync(token.Id, None)).ShouldBeTrue();
        (await Storage.Statics.FindAsync(token.Id, None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_release_keeps_the_device_and_takes_its_owner()
    {
        var token = (await StoreReadyAsync(1))[0];
        await ClaimAsync(token);
        var device = (await Storage.Statics.FindAsync(token.Id, None))!.Device!.Value;

        var released = (await Storage.Statics.TryReleaseAsync(token.Id, None)).ShouldNotBeNull();
        (released.From, released.Owner).ShouldBe((OrganisationId.Root, Ada));
        (await Storage.Statics.TryReleaseAsync(token.Id, None)).ShouldBeNull();

        (await Storage.Devices.FindAsync(device, None))!.Owner.ShouldBeNull();
        (await Storage.Statics.FindAsync(token.Id, None)).ShouldHold(token with { Device = device });
    }

    [Fact]
    public async Task Tokens_are_listed_by_batch_and_by_state()
    {
        var tokens = await StoreReadyAsync(3);
        var others = await StoreReadyAsync(2);
        await ClaimAsync(others[1]);

        var all = new StaticTokenQuery(null, null, null, 10);
        (await IdsAsync(all)).ShouldBe([.. tokens, .. others], ignoreOrder: false);
        (await IdsAsync(all with { Batch = others[0].Batch })).ShouldBe(others);
        (await IdsAsync(all with { State = StaticTokenState.Claimed })).ShouldBe([others[1]]);
        (await IdsAsync(all with { State = StaticTokenState.Unclaimed })).ShouldBe([.. tokens, others[0]]);
        (await IdsAsync(all, after: tokens[1].Id)).ShouldBe([tokens[2], .. others]);

        async Task<IReadOnlyList<StaticToken>> IdsAsync(StaticTokenQuery query, StaticTokenId? after = null)
        {
            var found = await Storage.Statics.ListAsync(OrganisationId.Root, query, after, 10, None);
            var known = tokens.Concat(others).ToDictionary(token => token.Id);
            return [.. found.Select(token => known[token.Id])];
        }
    }

    [Fact]
    public async Task What_a_table_says_belongs_to_its_tokens_and_is_found()
    {
        var batch = await StoreImportAsync();
        (await Storage.Statics.ListUnfinishedAsync(None)).ShouldBeEmpty();
        (await StageAsync(batch)).ShouldBeTrue();
        (await Storage.Statics.TryEndImportAsync(batch.Id, None)).ShouldBeTrue();
        (await Storage.Statics.TryAppendAsync(batch.Id, 0, TokensOf(batch), None)).ShouldBeTrue();
        (await Storage.Statics.TryFinishAsync(batch.Id, None)).ShouldBeTrue();

        var stored = (await Storage.Statics.FindBatchAsync(batch.Id, None))!;
        stored.Fields.ShouldBe(["Device Name", "Serial Number"]);
        stored.Digest.ShouldBe("d1");
        var all = new StaticTokenQuery(batch.Id, null, null, 10);
        var found = await Storage.Statics.ListAsync(
            OrganisationId.Root,
            all with
            {
                Search = "BOILER 1",
            },
            null,
            10,
            None
        );
        var token = found.ShouldHaveSingleItem();
        (token.Number, token.Name, token.Serial).ShouldBe((1, "Boiler 1", "SN-1"));
        (await ListAsync(batch))[1].Metadata["Serial Number"].ShouldBe("SN-2");
        (
            await Storage.Statics.ListAsync(OrganisationId.Root, all with { Search = "sn_" }, null, 10, None)
        ).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_import_that_was_cut_off_leaves_nothing_and_frees_its_key()
    {
        var cut = await StoreImportAsync();
        await StageAsync(cut);
        await Storage.RestartAsync();

        (await Storage.Statics.ListImportsAsync(None)).ShouldBe([new StaticImport(cut.Id, Stored: 2)]);
        (await Storage.Statics.TryAbandonImportAsync(cut.Id, None)).ShouldBeTrue();
        (await Storage.Statics.TryAbandonImportAsync(cut.Id, None)).ShouldBeFalse();
        (await Storage.Statics.ListImportsAsync(None)).ShouldBeEmpty();
        (await StageAsync(cut)).ShouldBeFalse();
        (await Storage.Statics.TryEndImportAsync(cut.Id, None)).ShouldBeFalse();
        (await Storage.Statics.ListUnfinishedAsync(None)).ShouldHaveSingleItem().Id.ShouldBe(cut.Id);
        while (await Storage.Statics.RemoveSomeAsync(cut.Id, None)) { }

        var again = await StoreImportAsync();
        again.Id.ShouldNotBe(cut.Id);
        (await StageAsync(again)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_template_with_static_tokens_stays()
    {
        var batch = await StoreBatchAsync(1);
        (await Storage.Templates.TryDeleteAsync(batch.Template, None)).ShouldBeFalse();
    }

    private async Task<StaticBatch> StoreBatchAsync(int count, string? key = null)
    {
        if ((await Storage.Templates.ReadAllAsync(None)).Count == 0)
            await StoreTemplateAsync();
        return await Storage.Statics.InsertBatchAsync(
            new StaticBatch(
                default,
                OrganisationId.Root,
                Sample.TemplateId(),
                "March",
                count,
                Made: 0,
                StaticBatchState.Making,
                default,
                [1, 2, 3],
                key,
                Ada,
                Sample.Now
            ),
            None
        );
    }

    private async Task<StaticBatch> StoreImportAsync()
    {
        var made = await StoreBatchAsync(2);
        var wanted = made with
        {
            State = StaticBatchState.Importing,
            Fields = ["Device Name", "Serial Number"],
            Digest = "d1",
            IdempotencyKey = "table-1",
        };
        await Storage.Statics.TryAppendAsync(made.Id, 0, TokensOf(made), None);
        await Storage.Statics.TryFinishAsync(made.Id, None);
        return await Storage.Statics.InsertBatchAsync(wanted, None);
    }

    private Task<bool> StageAsync(StaticBatch batch) =>
        Storage.Statics.TryStageAsync(
            batch.Id,
            [
                new(batch.TokenAt(1), "Boiler 1", new Dictionary<string, string> { ["Serial Number"] = "SN-1" }),
                new(batch.TokenAt(2), null, new Dictionary<string, string> { ["Serial Number"] = "SN-2" }),
            ],
            None
        );

    private async Task<IReadOnlyList<StaticToken>> StoreReadyAsync(int count)
    {
        var batch = await StoreBatchAsync(count);
        var tokens = TokensOf(batch);
        (await Storage.Statics.TryAppendAsync(batch.Id, 0, tokens, None)).ShouldBeTrue();
        (await Storage.Statics.TryFinishAsync(batch.Id, None)).ShouldBeTrue();
        return tokens;
    }

    private async Task<bool> ClaimAsync(StaticToken token)
    {
        var device = Sample.Device(await Storage.Activation.ReserveDeviceIdAsync(None)) with { Owner = Ada };
        var claimed = token with { Device = device.Id, ClaimedBy = Ada, ClaimedAt = Sample.Now };
        return await Storage.Statics.TryClaimAsync(token, claimed, device, None);
    }

    private Task<IReadOnlyList<StaticToken>> ListAsync(StaticBatch batch) =>
        Storage.Statics.ListAsync(OrganisationId.Root, new StaticTokenQuery(batch.Id, null, null, 10), null, 10, None);

    private static StaticToken[] TokensOf(StaticBatch batch) =>
        [
            .. Enumerable
                .Range(1, batch.Count)
                .Select(number =>
                {
                    var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{batch.Id}/{number}"));
                    return new StaticToken(
                        batch.TokenAt(number),
                        batch.Id,
                        number,
                        batch.Organisation,
                        batch.Template,
                        new TokenHash(Convert.ToHexStringLower(hash)),
                        BitConverter.ToInt64(hash.AsSpan(8)),
                        hash[..16]
                    );
                }),
        ];
}
