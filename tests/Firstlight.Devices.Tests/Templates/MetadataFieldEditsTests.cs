using Firstlight.Core;
using static Firstlight.Devices.Tests.CatalogUnderTest;

namespace Firstlight.Devices.Tests;

/// <summary>What a template wants to know about each unit.</summary>
public sealed class MetadataFieldEditsTests
{
    [Fact]
    public async Task Own_fields_are_numbered_after_the_built_in_ones()
    {
        using var test = await LoadedAsync();
        var template = await test.MakeAsync("Kettle");

        var first = await AddAsync(test, template, new MetadataFieldDraft("Floor", MetadataType.Number, "2"));
        var second = await AddAsync(test, template, new MetadataFieldDraft("floor", AskAtProvisioning: true));

        first.Value.ShouldBe(new MetadataField(100, "Floor", MetadataType.Number, "2", false, false));
        second.Value.ShouldBe(new MetadataField(101, "floor", MetadataType.Text, null, true, false));
        test.Stored[template.Id].MetadataFields.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("", MetadataType.Text, null, "name")]
    [InlineData("line\nbreak", MetadataType.Text, null, "name")]
    [InlineData("Phone", MetadataType.Imei, "12345", "defaultValue")]
    [InlineData("Level", MetadataType.Number, "high", "defaultValue")]
    [InlineData("Level", (MetadataType)99, null, "type")]
    public async Task A_wrong_draft_is_refused_by_field(string name, MetadataType type, string? value, string field)
    {
        using var test = await LoadedAsync();
        var template = await test.MakeAsync("Kettle");

        var refused = await AddAsync(test, template, new MetadataFieldDraft(name, type, value));

        refused.Refusal.ShouldNotBeNull().Field.ShouldBe(field);
    }

    [Theory]
    [InlineData("Floor")]
    [InlineData("Hotspot Name")]
    [InlineData("Device Name")]
    public async Task A_name_is_taken_once_and_built_in_ones_always(string name)
    {
        using var test = await LoadedAsync();
        var template = await test.MakeAsync("Kettle");
        await AddAsync(test, template, new MetadataFieldDraft("Floor"));

        var refused = await AddAsync(test, template, new MetadataFieldDraft(name));

        refused.Refusal.ShouldNotBeNull().Code.ShouldBe("name_taken");
    }

    [Fact]
    public async Task A_field_is_changed_and_removed()
    {
        using var test = await LoadedAsync();
        var template = await test.MakeAsync("Kettle");
        var made = (await AddAsync(test, template, new MetadataFieldDraft("Floor", MetadataType.Number, "2"))).Value;

        var draft = new MetadataFieldDraft("Storey", MetadataType.Text, Required: true);
        var changed = await test.Catalog.UpdateMetadataFieldAsync(Home, template.Id, made.Id, draft, default);
        var removed = await test.Catalog.RemoveMetadataFieldAsync(Home, template.Id, made.Id, default);
        var again = await test.Catalog.RemoveMetadataFieldAsync(Home, template.Id, made.Id, default);

        changed.Value.ShouldBe(new MetadataField(made.Id, "Storey", MetadataType.Text, null, false, true));
        removed.Refusal.ShouldBeNull();
        again.Refusal.ShouldNotBeNull().Code.ShouldBe("metadata_field_not_found");
    }

    [Fact]
    public async Task A_template_has_a_limited_number_of_fields()
    {
        using var test = await LoadedAsync();
        var template = await test.MakeAsync("Kettle");
        for (var field = 0; field < 100; field++)
            (await AddAsync(test, template, new MetadataFieldDraft($"Field {field}"))).Refusal.ShouldBeNull();

        var refused = await AddAsync(test, template, new MetadataFieldDraft("One more"));

        refused.Refusal.ShouldNotBeNull().Kind.ShouldBe(RefusalKind.LimitReached);
    }

    private static Task<Outcome<MetadataField>> AddAsync(
        CatalogUnderTest test,
        Template template,
        MetadataFieldDraft draft
    ) => test.Catalog.AddMetadataFieldAsync(Home, template.Id, draft, default);
}
