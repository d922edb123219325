using Firstlight.Core;
using static Firstlight.Devices.Tests.CatalogUnderTest;

namespace Firstlight.Devices.Tests;

/// <summary>The channels of a template.</summary>
public sealed class DatastreamEditsTests
{
    private static readonly DatastreamDraft Level = new(
        "Level",
        new VirtualPin(4),
        DatastreamType.Integer,
        Minimum: 0,
        Maximum: 100,
        Unit: " % ",
        DefaultValue: "50",
        SyncOnConnect: true
    );

    public static TheoryData<string, DatastreamDraft> Wrong =>
        new()
        {
            { "name", Level with { Name = null } },
            { "name", Level with { Name = "   " } },
            { "name", Level with { Name = new string('x', 51) } },
            { "name", Level with { Name = "a/b" } },
            { "name", Level with { Name = "all+" } },
            { "name", Level with { Name = "#" } },
            { "name", Level with { Name = "tab\tin" } },
            { "pin", Level with { Pin = null } },
            { "type", Level with { Type = null } },
            { "type", Level with { Type = (DatastreamType)99 } },
            { "min", Level with { Minimum = 101 } },
            { "min", Level with { Minimum = 0.5 } },
            { "min", Level with { Minimum = double.NaN } },
            { "max", Level with { Maximum = 3e9 } },
            { "max", Level with { Type = DatastreamType.Double, Maximum = 1.9e300 } },
            { "max", Level with { Type = DatastreamType.Double, Maximum = double.PositiveInfinity } },
            { "min", Level with { Type = DatastreamType.String, DefaultValue = "x" } },
            { "min", Level with { Type = DatastreamType.Enum } },
            { "unit", Level with { Unit = new string('x', 21) } },
            { "unit", Level with { Unit = "\u001b" } },
            { "defaultValue", Level with { DefaultValue = "half" } },
            { "defaultValue", Level with { DefaultValue = "101" } },
        };

    [Fact]
    public async Task Bounds_and_default_can_be_taken_away()
    {
        using var test = await LoadedAsync();
        var template = await test.MakeAsync("Kettle");
        var added = (await test.Catalog.AddDatastreamAsync(Home, template.Id, Level, default)).Value;
        var without = new DatastreamDraft(null, null, null)
        {
            Without = DatastreamParts.Minimum | DatastreamParts.DefaultValue,
        };

        var changed = await test.Catalog.UpdateDatastreamAsync(Home, template.Id, added.Id, without, default);

        changed.Value.ShouldBe(added with { Minimum = null, DefaultValue = null });
    }

    [Fact]
    public async Task A_template_is_made_with_its_datastreams_or_not_at_all()
    {
        using var test = await LoadedAsync();
        var whole = new TemplateDraft("Kettle") { Datastreams = [Level] };
        var wrong = new TemplateDraft("Pot") { Datastreams = [Level, Level] };

        (await test.Catalog.CreateAsync(Home, whole, default)).Value.Datastreams.ShouldHaveSingleItem();
        (await test.Catalog.CreateAsync(Home, wrong, default)).Refusal.ShouldNotBeNull().Code.ShouldBe("pin_taken");
        test.Stored.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_datastream_is_added_with_the_next_number()
    {
        using var test = await LoadedAsync();
        var template = await test.MakeAsync("Kettle");

        var made = (await test.Catalog.AddDatastreamAsync(Home, template.Id, Level, default)).Value;

        made.ShouldBe(
            new Datastream(
                1,
                "Level",
                new VirtualPin(4),
                DatastreamType.Integer,
                0,
                100,
                "%",
                "50",
                SyncOnConnect: true
            )
        );
        (await test.FindAsync(template.Id)).FindDatastream(new VirtualPin(4)).ShouldBe(made);
        test.Stored[template.Id].Datastreams.ShouldBe([made]);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_draft_is_refused_by_field(string field, DatastreamDraft draft)
    {
        using var test = await LoadedAsync();
        var template = await test.MakeAsync("Kettle");

        var refused = await test.Catalog.AddDatastreamAsync(Home, template.Id, draft, default);

        refused.Refusal.ShouldNotBeNull().Field.ShouldBe(field);
        refused.Refusal.Kind.ShouldBe(RefusalKind.Invalid);
        test.Stored[template.Id].Datastreams.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pin_and_a_name_are_taken_once()
    {
        using var test = await LoadedAsync();
        var template = await test.MakeAsync("Kettle");
        await test.Catalog.AddDatastreamAsync(Home, template.Id, Level, default);

        var pin = await test.Catalog.AddDatastreamAsync(Home, template.Id, Level with { Name = "Other" }, default);
        var name = await test.Catalog.AddDatastreamAsync(
            Home,
            template.Id,
            Level with
            {
                Name = "level",
                Pin = new VirtualPin(5),
            },
            default
        );

        pin.Refusal.ShouldNotBeNull().Code.ShouldBe("pin_taken");
        name.Refusal.ShouldNotBeNull().Code.ShouldBe("name_taken");
    }

    [Fact]
    public async Task A_change_keeps_what_it_does_not_name()
    {
        using var test = await LoadedAsync();
        var template = await test.MakeAsync("Kettle");
        var made = (await test.Catalog.AddDatastreamAsync(Home, template.Id, Level, default)).Value;

        var changed = await ChangeAsync(test, template, made, new DatastreamDraft("Fill", null, null));

        changed.Value.ShouldBe(made with { Name = "Fill" });
        (await test.FindAsync(template.Id)).Datastreams.ShouldBe([changed.Value]);
    }

    [Fact]
    public async Task With_another_type_the_old_range_and_default_fall_away()
    {
        using var test = await LoadedAsync();
        var template = await test.MakeAsync("Kettle");
        var made = (await test.Catalog.AddDatastreamAsync(Home, template.Id, Level, default)).Value;

        var changed = await ChangeAsync(test, template, made, new DatastreamDraft(null, null, DatastreamType.String));

        changed.Value.ShouldBe(
            made with
            {
                Type = DatastreamType.String,
                Minimum = null,
                Maximum = null,
                DefaultValue = null,
            }
        );
    }

    [Fact]
    public async Task Empty_text_clears_the_unit_and_the_default()
    {
        using var test = await LoadedAsync();
        var template = await test.MakeAsync("Kettle");
        var made = (await test.Catalog.AddDatastreamAsync(Home, template.Id, Level, default)).Value;

        var draft = new DatastreamDraft(null, null, null, Unit: "", DefaultValue: "");
        var changed = await ChangeAsync(test, template, made, draft);

        changed.Value.ShouldBe(made with { Unit = null, DefaultValue = null });
    }

    [Fact]
    public async Task A_range_that_leaves_the_default_outside_is_refused()
    {
        using var test = await LoadedAsync();
        var template = await test.MakeAsync("Kettle");
        var made = (await test.Catalog.AddDatastreamAsync(Home, template.Id, Level, default)).Value;

        var refused = await ChangeAsync(test, template, made, new DatastreamDraft(null, null, null, Maximum: 40));

        refused.Refusal.ShouldNotBeNull().Field.ShouldBe("defaultValue");
    }

    [Fact]
    public async Task A_datastream_is_removed_once()
    {
        using var test = await LoadedAsync();
        var template = await test.MakeAsync("Kettle");
        var made = (await test.Catalog.AddDatastreamAsync(Home, template.Id, Level, default)).Value;

        var removed = await test.Catalog.RemoveDatastreamAsync(Home, template.Id, made.Id, default);
        var again = await test.Catalog.RemoveDatastreamAsync(Home, template.Id, made.Id, default);
        var changed = await ChangeAsync(test, template, made, Level);

        removed.Refusal.ShouldBeNull();
        again.Refusal.ShouldNotBeNull().Code.ShouldBe("datastream_not_found");
        changed.Refusal.ShouldNotBeNull().Code.ShouldBe("datastream_not_found");
        test.Stored[template.Id].Datastreams.ShouldBeEmpty();
    }

    private static Task<Outcome<Datastream>> ChangeAsync(
        CatalogUnderTest test,
        Template template,
        Datastream datastream,
        DatastreamDraft draft
    ) => test.Catalog.UpdateDatastreamAsync(Home, template.Id, datastream.Id, draft, default);
}
