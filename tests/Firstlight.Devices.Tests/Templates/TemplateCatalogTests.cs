using Firstlight.Core;
using static Firstlight.Devices.Tests.CatalogUnderTest;

namespace Firstlight.Devices.Tests;

/// <summary>Templates in memory and on disk, always the same.</summary>
public sealed class TemplateCatalogTests
{
    [Fact]
    public async Task A_template_takes_what_is_said_and_defaults_for_the_rest()
    {
        using var test = await LoadedAsync();

        var template = await test.MakeAsync(" Kettle 2 ");

        template.Name.ShouldBe("Kettle 2");
        template.Id.Value.ShouldStartWith("TMPL");
        template.Id.Value.Length.ShouldBe(12);
        template.HotspotPrefix.ShouldBe("Blynk");
        template.ConnectionType.ShouldBe(ConnectionType.WiFi);
        template.OfflineAfter.ShouldBe(TimeSpan.FromMinutes(1));
        test.Stored[template.Id].ShouldBe(template);
        (await test.FindAsync(template.Id)).ShouldBe(template);
    }

    [Fact]
    public async Task A_welcome_text_is_kept_until_an_empty_one_takes_it_away()
    {
        using var test = await LoadedAsync();
        var made = await test.MakeAsync("Kettle");

        (await ChangeAsync(" Fill in water first. ")).Value.WelcomeText.ShouldBe("Fill in water first.");
        (await ChangeAsync(null)).Value.WelcomeText.ShouldBe("Fill in water first.");
        (await ChangeAsync(new string('x', 501))).Refusal!.Field.ShouldBe("welcomeText");
        (await ChangeAsync("")).Value.WelcomeText.ShouldBeNull();

        Task<Outcome<Template>> ChangeAsync(string? text) =>
            test.Catalog.UpdateAsync(Home, made.Id, new TemplateDraft(null) { WelcomeText = text }, default);
    }

    [Fact]
    public async Task Before_it_is_loaded_the_catalogue_knows_nothing_and_says_so()
    {
        using var test = new CatalogUnderTest();

        await Should.ThrowAsync<StorageUnavailableException>(async () =>
            await test.Catalog.FindAsync(Home, default, default)
        );
        await Should.ThrowAsync<StorageUnavailableException>(() => test.MakeAsync("Kettle"));
    }

    [Fact]
    public async Task After_a_restart_the_same_templates_are_there()
    {
        using var test = await LoadedAsync();
        var made = await test.MakeAsync("Kettle");

        await test.LoadAsync();

        (await test.FindAsync(made.Id)).ShouldBe(made);
    }

    [Fact]
    public async Task An_id_that_firmware_carries_is_kept_and_given_once()
    {
        using var test = await LoadedAsync();
        TemplateId.TryParse("TMPL4xKettle", out var carried).ShouldBeTrue();

        var made = await test.Catalog.CreateAsync(Home, new TemplateDraft("Kettle", Id: carried), default);
        var again = await test.Catalog.CreateAsync(Elsewhere, new TemplateDraft("Other", Id: carried), default);

        made.Value.Id.ShouldBe(carried);
        again.Refusal.ShouldNotBeNull().Code.ShouldBe("id_taken");
        again.Refusal.Field.ShouldBe("id");
    }

    [Fact]
    public async Task Reading_from_memory_is_immediate_and_allocates_nothing()
    {
        using var test = await LoadedAsync();
        var made = await test.MakeAsync("Kettle");
        Read();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 1_000; round++)
            Read();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void Read()
        {
            var reading = test.Catalog.FindAsync(Home, made.Id, default);
            if (!reading.IsCompletedSuccessfully)
                throw new InvalidOperationException("It waited.");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Robert'); DROP TABLE templates;--")]
    [InlineData("<b>Kettle</b>")]
    [InlineData("Kettle-2")]
    [InlineData("Ket\0tle")]
    public async Task A_name_is_letters_digits_and_spaces(string? name)
    {
        using var test = await LoadedAsync();

        var refused = await test.Catalog.CreateAsync(Home, new TemplateDraft(name), default);

        refused.Refusal.ShouldNotBeNull().Kind.ShouldBe(RefusalKind.Invalid);
        refused.Refusal.Field.ShouldBe("name");
        test.Stored.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_limit_of_a_template_names_its_field()
    {
        using var test = await LoadedAsync();
        var wrong = new Dictionary<string, TemplateDraft>(StringComparer.Ordinal)
        {
            ["name"] = new(new string('x', 101)),
            ["hardware"] = new("Kettle", Hardware: new string('x', 51)),
            ["hotspotPrefix"] = new("Kettle", HotspotPrefix: "Prefix of 21 letters x"),
            ["offlineAfter"] = new("Kettle", OfflineAfter: TimeSpan.FromDays(31)),
            ["connectionType"] = new("Kettle", ConnectionType: (ConnectionType)99),
        };
        foreach (var (field, draft) in wrong)
        {
            (await test.Catalog.CreateAsync(Home, draft, default)).Refusal.ShouldNotBeNull().Field.ShouldBe(field);
        }

        var widest = new TemplateDraft(
            new string('ä', 100),
            HotspotPrefix: new string('x', 20),
            OfflineAfter: TimeSpan.Zero
        );
        (await test.Catalog.CreateAsync(Home, widest, default)).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task A_name_is_taken_within_its_organisation_whatever_its_letter_case()
    {
        using var test = await LoadedAsync();
        await test.MakeAsync("Kettle");
        var lamp = await test.MakeAsync("Lamp");

        var made = await test.Catalog.CreateAsync(Home, new TemplateDraft("KETTLE"), default);
        var renamed = await test.Catalog.UpdateAsync(Home, lamp.Id, new TemplateDraft("kettle"), default);
        var elsewhere = await test.Catalog.CreateAsync(Elsewhere, new TemplateDraft("Kettle"), default);

        made.Refusal.ShouldNotBeNull().Code.ShouldBe("name_taken");
        renamed.Refusal.ShouldNotBeNull().Kind.ShouldBe(RefusalKind.Conflict);
        elsewhere.Refusal.ShouldBeNull();
        (await test.FindAsync(lamp.Id)).Name.ShouldBe("Lamp");
    }

    [Fact]
    public async Task Another_organisations_template_does_not_exist()
    {
        using var test = await LoadedAsync();
        var made = await test.MakeAsync("Kettle");

        (await test.Catalog.FindAsync(Elsewhere, made.Id, default)).ShouldBeNull();
        (await test.Catalog.ListAsync(Elsewhere, default)).ShouldBeEmpty();
        (await test.Catalog.DeleteAsync(Elsewhere, made.Id, default))
            .Refusal.ShouldNotBeNull()
            .Code.ShouldBe("template_not_found");
        (await test.Catalog.UpdateAsync(Elsewhere, made.Id, new TemplateDraft("Mine"), default))
            .Refusal.ShouldNotBeNull()
            .Code.ShouldBe("template_not_found");
    }

    [Fact]
    public async Task An_update_keeps_what_it_does_not_name_and_never_the_id_changes()
    {
        using var test = await LoadedAsync();
        var made = await test.MakeAsync("Kettle");
        TemplateId.TryParse("TMPLother001", out var other).ShouldBeTrue();

        var changed = await test.Catalog.UpdateAsync(
            Home,
            made.Id,
            new TemplateDraft(null, OfflineAfter: TimeSpan.FromMinutes(5)),
            default
        );
        var moved = await test.Catalog.UpdateAsync(Home, made.Id, new TemplateDraft(null, Id: other), default);

        changed.Value.ShouldBe(made with { OfflineAfter = TimeSpan.FromMinutes(5) });
        moved.Refusal.ShouldNotBeNull().Field.ShouldBe("id");
    }

    [Fact]
    public async Task A_template_in_use_stays()
    {
        using var test = await LoadedAsync();
        var made = await test.MakeAsync("Kettle");
        test.InUse.Add(made.Id);

        var refused = await test.Catalog.DeleteAsync(Home, made.Id, default);
        refused.Refusal.ShouldNotBeNull().Code.ShouldBe("template_in_use");
        await test.FindAsync(made.Id);

        test.InUse.Clear();
        (await test.Catalog.DeleteAsync(Home, made.Id, default)).Refusal.ShouldBeNull();
        (await test.Catalog.FindAsync(Home, made.Id, default)).ShouldBeNull();
    }

    [Fact]
    public async Task When_the_store_is_away_memory_stays_what_the_disk_is()
    {
        using var test = await LoadedAsync();
        var made = await test.MakeAsync("Kettle");
        test.Away = true;

        await Should.ThrowAsync<StorageUnavailableException>(() => test.MakeAsync("Lamp"));
        await Should.ThrowAsync<StorageUnavailableException>(() =>
            test.Catalog.UpdateAsync(Home, made.Id, new TemplateDraft("Pot"), default)
        );
        await Should.ThrowAsync<StorageUnavailableException>(() => test.Catalog.DeleteAsync(Home, made.Id, default));

        (await test.Catalog.ListAsync(Home, default)).ShouldBe([made]);
        test.Away = false;
        await test.MakeAsync("Lamp");
    }

    [Fact]
    public async Task A_caller_who_leaves_in_the_middle_of_a_write_does_not_part_memory_from_disk()
    {
        using var test = await LoadedAsync();
        using var leaving = new CancellationTokenSource();
        test.BeforeWrite = leaving.CancelAsync;

        var made = await test.Catalog.CreateAsync(Home, new TemplateDraft("Kettle"), leaving.Token);

        test.Stored.Keys.ShouldBe([made.Value.Id]);
        (await test.Catalog.ListAsync(Home, default)).ShouldBe([made.Value]);
    }

    [Fact]
    public async Task Of_twenty_writers_of_one_name_one_wins()
    {
        using var test = await LoadedAsync();

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => test.Catalog.CreateAsync(Home, new TemplateDraft("Kettle"), default))
        );

        outcomes.Count(outcome => outcome.Succeeded).ShouldBe(1);
        test.Stored.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Twenty_datastreams_added_at_once_are_all_there()
    {
        using var test = await LoadedAsync();
        var made = await test.MakeAsync("Kettle");

        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(pin =>
                    test.Catalog.AddDatastreamAsync(
                        Home,
                        made.Id,
                        new DatastreamDraft($"Level {pin}", new VirtualPin((byte)pin), DatastreamType.Integer),
                        default
                    )
                )
        );

        var streams = (await test.FindAsync(made.Id)).Datastreams;
        streams.Select(stream => stream.Id).ShouldBe(Enumerable.Range(1, 20));
        test.Stored[made.Id].Datastreams.ShouldBe(streams);
    }

    [Fact]
    public async Task Templates_are_listed_by_name()
    {
        using var test = await LoadedAsync();
        await test.MakeAsync("lamp");
        await test.MakeAsync("Zebra");
        await test.MakeAsync("Kettle");

        (await test.Catalog.ListAsync(Home, default))
            .Select(template => template.Name)
            .ShouldBe(["Kettle", "lamp", "Zebra"]);
    }
}
