using System.Net;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent.Tests.Configuration;

public sealed class TwoSlotConfigStoreTests
{
    private static readonly EdgentConfig Old = new()
    {
        Valid = true,
        Ssid = "Wohnung \"oben\" ü",
        Password = "p",
        Token = new string('o', 32),
        Host = "a-rather-long-host.example",
        TlsPort = 8443,
        PlainPort = 8080,
        Address = new StaticAddress(
            IPAddress.Parse("10.0.0.7"),
            IPAddress.Parse("255.0.0.0"),
            null,
            IPAddress.Parse("1.1.1.1"),
            null
        ),
        LastError = DeviceErrorCode.NoAddress,
        Uid = "u",
        FirmwareVersion = "1.2.3",
    };

    private static readonly EdgentConfig New = Old with { Ssid = "b", Token = new string('n', 32), Address = null };

    [Fact]
    public async Task What_was_saved_is_loaded()
    {
        var store = new TwoSlotConfigStore(new MemorySlot(), new MemorySlot());
        (await store.LoadAsync(default)).ShouldBeNull();

        await store.SaveAsync(Old, default);
        (await store.LoadAsync(default)).ShouldBe(Old);
        await store.SaveAsync(New, default);
        (await store.LoadAsync(default)).ShouldBe(New);
    }

    [Theory]
    [InlineData(Tear.Truncated)]
    [InlineData(Tear.OldTail)]
    [InlineData(Tear.Garbage)]
    public async Task A_power_cut_at_any_byte_leaves_the_old_or_the_new(Tear tear)
    {
        // Several saves deep, so that each slot is the older one and holds a longer record once.
        for (var depth = 0; depth < 4; depth++)
        {
            for (var cut = 0; ; cut++)
            {
                var slots = new[] { new MemorySlot(), new MemorySlot() };
                var store = new TwoSlotConfigStore(slots[0], slots[1]);
                EdgentConfig? before = null;
                for (var save = 0; save < depth; save++)
                    await store.SaveAsync(before = save % 2 == 0 ? Old : New, default);
                foreach (var slot in slots)
                    (slot.CutAfter, slot.Tear) = (cut, tear);

                var after = depth % 2 == 0 ? Old : New;
                var finished = true;
                try
                {
                    await store.SaveAsync(after, default);
                }
                catch (PowerCutException)
                {
                    finished = false;
                }

                foreach (var slot in slots)
                    slot.CutAfter = null;
                var found = await new TwoSlotConfigStore(slots[0], slots[1]).LoadAsync(default);
                if (finished)
                    found.ShouldBe(after);
                else
                    (Equals(found, before) || Equals(found, after)).ShouldBeTrue($"cut {cut}, depth {depth}: {found}");

                // Life goes on with whatever is there.
                await store.SaveAsync(New, default);
                (await store.LoadAsync(default)).ShouldBe(New);
                if (finished)
                    break;
            }
        }
    }

    [Fact]
    public async Task What_was_loaded_stays_although_the_process_that_wrote_it_was_killed_before_it_had_flushed()
    {
        var slots = await KilledWhileSavingAsync(New, over: Old);
        (await new TwoSlotConfigStore(slots[0], slots[1]).LoadAsync(default)).ShouldBe(New);

        foreach (var slot in slots)
            slot.LosePower();

        (await new TwoSlotConfigStore(slots[0], slots[1]).LoadAsync(default)).ShouldBe(New);
    }

    [Fact]
    public async Task What_is_saved_once_more_stays_although_the_save_before_was_never_flushed()
    {
        var slots = await KilledWhileSavingAsync(New, over: Old);
        await new TwoSlotConfigStore(slots[0], slots[1]).SaveAsync(New, default);

        foreach (var slot in slots)
            slot.LosePower();

        (await new TwoSlotConfigStore(slots[0], slots[1]).LoadAsync(default)).ShouldBe(New);
    }

    [Fact]
    public async Task Without_a_look_what_was_never_flushed_goes_with_the_power_and_the_one_before_is_there()
    {
        var slots = await KilledWhileSavingAsync(New, over: Old);

        foreach (var slot in slots)
            slot.LosePower();

        (await new TwoSlotConfigStore(slots[0], slots[1]).LoadAsync(default)).ShouldBe(Old);
    }

    private static async Task<MemorySlot[]> KilledWhileSavingAsync(EdgentConfig config, EdgentConfig over)
    {
        var slots = new[] { new MemorySlot(), new MemorySlot() };
        var store = new TwoSlotConfigStore(slots[0], slots[1]);
        await store.SaveAsync(over, default);
        foreach (var slot in slots)
            slot.KilledBeforeFlush = true;
        await Should.ThrowAsync<KilledException>(() => store.SaveAsync(config, default));
        foreach (var slot in slots)
            slot.KilledBeforeFlush = false;
        return slots;
    }

    [Theory]
    [InlineData("")]
    [InlineData("FLC1")]
    [InlineData("something else altogether, long enough to be a record of some kind, but not ours at all")]
    public async Task Foreign_bytes_are_no_configuration(string bytes)
    {
        var slot = new MemorySlot { Content = System.Text.Encoding.ASCII.GetBytes(bytes) };

        (await new TwoSlotConfigStore(slot, slot).LoadAsync(default)).ShouldBeNull();
    }

    [Fact]
    public async Task Any_flipped_bit_is_noticed()
    {
        var good = new SlotRecord(7, StoredConfig.Write(Old, SlotRecord.PayloadBytesMax)).ToBytes();
        for (var index = 0; index < good.Length; index++)
        {
            var bad = good.ToArray();
            bad[index] ^= 0x10;
            var store = new TwoSlotConfigStore(new MemorySlot { Content = bad }, new MemorySlot());
            (await store.LoadAsync(default)).ShouldBeNull();
        }
    }

    [Fact]
    public async Task Files_hold_it_and_only_the_owner_reads_them()
    {
        var folder = Directory.CreateTempSubdirectory("firstlight-edgent-").FullName;
        try
        {
            await SlotFile.StoreIn(folder).SaveAsync(Old, default);
            await SlotFile.StoreIn(folder).SaveAsync(New, default);

            (await SlotFile.StoreIn(folder).LoadAsync(default)).ShouldBe(New);
            foreach (var file in Directory.GetFiles(folder))
            {
                if (!OperatingSystem.IsWindows())
                    File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_configuration_prints_no_secret()
    {
        Old.ToString().ShouldNotContain(Old.Token);
        (Old with { Password = "geheim" }).ToString().ShouldNotContain("geheim");
    }

    [Fact]
    public async Task Other_networks_are_kept_in_their_order()
    {
        var store = new TwoSlotConfigStore(new MemorySlot(), new MemorySlot());
        var many = Old with
        {
            Others = KnownNetworks.Of([
                new KnownNetwork("office", "p", Old.Address),
                new KnownNetwork("garage", "", null),
            ]),
        };

        await store.SaveAsync(many, default);

        (await store.LoadAsync(default)).ShouldBe(many);
    }

    [Fact]
    public async Task Settings_that_worked_are_kept_beside_those_that_are_tried()
    {
        var store = new TwoSlotConfigStore(new MemorySlot(), new MemorySlot());
        var tried = New with { Valid = false, Before = Old with { Others = KnownNetworks.Of([New.Network]) } };

        await store.SaveAsync(tried, default);

        (await store.LoadAsync(default)).ShouldBe(tried);
    }

    [Fact]
    public async Task What_is_there_already_is_not_written_again()
    {
        var slots = new[] { new MemorySlot(), new MemorySlot() };
        var store = new TwoSlotConfigStore(slots[0], slots[1]);
        await store.SaveAsync(Old, default);
        await store.SaveAsync(New, default);

        await store.SaveAsync(New, default);
        slots.Sum(slot => slot.Writes).ShouldBe(2);

        await store.SaveAsync(Old, default);
        slots.Sum(slot => slot.Writes).ShouldBe(3, "the older slot's content counts for nothing");
        (await store.LoadAsync(default)).ShouldBe(Old);
    }

    [Fact]
    public void What_older_firmware_wrote_is_read_and_older_firmware_reads_what_this_one_writes()
    {
        const string Older =
            """{"Valid":true,"Ssid":"home","Pass":"p","Token":"t","Host":"h","TlsPort":1,"LastError":0,"Uid":"u","Firmware":"1"}""";
        StoredConfig.Read(System.Text.Encoding.UTF8.GetBytes(Older)).Others.ShouldBeEmpty();

        System
            .Text.Encoding.UTF8.GetString(StoredConfig.Write(Old, SlotRecord.PayloadBytesMax))
            .ShouldNotContain("Others");
    }

    [Fact]
    public void Networks_of_long_ago_stay_out_when_there_is_no_room_for_them()
    {
        var many = Enumerable
            .Range(0, 15)
            .Select(number => new KnownNetwork($"{number}{new string('\u0001', 30)}", new string('"', 64), null));

        var bytes = StoredConfig.Write(Old with { Others = KnownNetworks.Of(many) }, SlotRecord.PayloadBytesMax);

        bytes.Length.ShouldBeLessThanOrEqualTo(SlotRecord.PayloadBytesMax);
        var read = StoredConfig.Read(bytes).Others;
        read.Count.ShouldBeInRange(8, 14);
        read[0].Ssid.ShouldStartWith("0");
    }
}
