using Firstlight.Core;
using static Firstlight.Devices.Tests.CatalogUnderTest;

namespace Firstlight.Devices.Tests;

/// <summary>What a template's units may log.</summary>
public sealed class TemplateEventEditsTests
{
    private static readonly TemplateEventDraft TooHot = new(
        "too_hot",
        "Too hot",
        EventSeverity.Critical,
        "Open a window."
    );

    public static TheoryData<string, TemplateEventDraft> Wrong =>
        new()
        {
            { "code", TooHot with { Code = null } },
            { "code", TooHot with { Code = "too-hot" } },
            { "code", TooHot with { Code = new string('x', 51) } },
            { "code", TooHot with { Code = "online" } },
            { "name", TooHot with { Name = "  " } },
            { "name", TooHot with { Name = "hot/cold" } },
            { "severity", TooHot with { Severity = (EventSeverity)9 } },
            { "description", TooHot with { Description = new string('x', 251) } },
        };

    [Fact]
    public async Task An_event_is_added_changed_and_removed()
    {
        using var test = await LoadedAsync();
        var template = await test.MakeAsync("Kettle");

        var added = await test.Catalog.AddEventAsync(Home, template.Id, TooHot, default);
        added.Value.ShouldBe(new TemplateEvent(1, "too_hot", "Too hot", EventSeverity.Critical, "Open a window."));
        var change = new TemplateEventDraft(null, Severity: EventSeverity.Warning, Description: "");
        (await test.Catalog.UpdateEventAsync(Home, template.Id, 1, change, default)).Value.ShouldBe(
            new TemplateEvent(1, "too_hot", "Too hot", EventSeverity.Warning, null)
        );
        test.Stored[template.Id].FindEvent("too_hot").ShouldNotBeNull().Severity.ShouldBe(EventSeverity.Warning);
        test.Stored[template.Id].FindEvent("TOO_HOT").ShouldBeNull();

        (await test.Catalog.RemoveEventAsync(Home, template.Id, 1, default)).Succeeded.ShouldBeTrue();
        test.Stored[template.Id].Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_is_told_to_whoever_watches()
    {
        using var test = await LoadedAsync();
        var template = await test.MakeAsync("Kettle");
        using var ended = new CancellationTokenSource();
        await using var watcher = test.Live.WatchAsync(Home, ended.Token).GetAsyncEnumerator(ended.Token);

        await test.Catalog.AddEventAsync(Home, template.Id, TooHot, default);

        (await watcher.MoveNextAsync()).ShouldBeTrue();
        watcher.Current.Type.ShouldBe("template.changed");
    }

    [Fact]
    public async Task Without_a_name_it_is_called_like_its_code()
    {
        using var test = await LoadedAsync();
        var template = await test.MakeAsync("Kettle");

        var added = await test.Catalog.AddEventAsync(Home, template.Id, new TemplateEventDraft("boiled"), default);

        added.Value.ShouldBe(new TemplateEvent(1, "boiled", "boiled", EventSeverity.Info, null));
    }

    [Theory, MemberData(nameof(Wrong))]
    public async Task A_wrong_draft_is_refused_by_field(string field, TemplateEventDraft draft)
    {
        using var test = await LoadedAsync();
        var template = await test.MakeAsync("Kettle");

        var refused = await test.Catalog.AddEventAsync(Home, template.Id, draft, default);

        refused.Refusal.ShouldNotBeNull().Field.ShouldBe(field);
        test.Stored[template.Id].Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task Codes_and_names_are_unique_and_what_is_not_there_is_not_found()
    {
        using var test = await LoadedAsync();
        var template = await test.MakeAsync("Kettle");
        await test.Catalog.AddEventAsync(Home, template.Id, TooHot, default);

        (await test.Catalog.AddEventAsync(Home, template.Id, TooHot with { Name = "Other" }, default))
            .Refusal.ShouldNotBeNull()
            .Code.ShouldBe("code_taken");
        (await test.Catalog.AddEventAsync(Home, template.Id, TooHot with { Code = "hot", Name = "TOO HOT" }, default))
            .Refusal.ShouldNotBeNull()
            .Code.ShouldBe("name_taken");
        (await test.Catalog.RemoveEventAsync(Home, template.Id, 7, default))
            .Refusal.ShouldNotBeNull()
            .Code.ShouldBe("event_not_found");
        (await test.Catalog.AddEventAsync(Elsewhere, template.Id, TooHot, default))
            .Refusal.ShouldNotBeNull()
            .Code.ShouldBe("template_not_found");
    }
}
