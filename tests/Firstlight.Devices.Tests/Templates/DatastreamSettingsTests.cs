using Firstlight.Core;

namespace Firstlight.Devices.Tests;

/// <summary>What goes together in a datastream: history, digits, how long a value holds, words of an enumeration.</summary>
public sealed class DatastreamSettingsTests
{
    private static readonly EnumWord[] Modes = [new(0, "Off", null), new(2, " Eco ", "#1Fa2b3")];

    [Fact]
    public void What_is_left_out_keeps_everything_as_it_was_before_there_were_settings()
    {
        var made = Make(new DatastreamDraft("Level", new VirtualPin(1), DatastreamType.Double)).Value;
        made.History.ShouldBe(DatastreamHistory.Raw);
        (made.Decimals, made.ExpiresAfter, made.ExpiresOffline, made.Words).ShouldBe((null, null, false, null));
    }

    [Theory]
    [InlineData(DatastreamType.Double, DatastreamHistory.Minutes, true)]
    [InlineData(DatastreamType.Enum, DatastreamHistory.Minutes, true)]
    [InlineData(DatastreamType.String, DatastreamHistory.Minutes, false)]
    [InlineData(DatastreamType.Location, DatastreamHistory.Minutes, false)]
    [InlineData(DatastreamType.String, DatastreamHistory.None, true)]
    public void Averages_are_of_numbers(DatastreamType type, DatastreamHistory history, bool isTaken) =>
        Make(Draft(type) with { History = history }).Succeeded.ShouldBe(isTaken);

    [Theory]
    [InlineData(DatastreamType.Double, 2, null)]
    [InlineData(DatastreamType.Double, 11, "decimals")]
    [InlineData(DatastreamType.Integer, 2, "decimals")]
    public void Digits_behind_the_point_belong_to_doubles(DatastreamType type, int decimals, string? field) =>
        FieldOf(Make(Draft(type) with { Decimals = decimals })).ShouldBe(field);

    [Theory]
    [InlineData(0, "expiresAfterSeconds")]
    [InlineData(1, null)]
    [InlineData(367 * 86_400, "expiresAfterSeconds")]
    public void A_value_holds_for_a_second_to_a_year(int seconds, string? field) =>
        FieldOf(Make(Draft(DatastreamType.Integer) with { ExpiresAfter = TimeSpan.FromSeconds(seconds) }))
            .ShouldBe(field);

    [Fact]
    public void Words_are_cleaned_and_a_number_without_one_becomes_the_fallback()
    {
        var made = Make(Draft(DatastreamType.Enum) with { Words = Modes, Fallback = 0 }).Value;
        made.Words!.Select(word => word.Text).ShouldBe(["Off", "Eco"]);
        DatastreamRules.Take(made, "2").Value.ShouldBe("2");
        DatastreamRules.Take(made, "7").Value.ShouldBe("0");
        DatastreamRules.Take(made, "eco").Succeeded.ShouldBeFalse();
    }

    [Fact]
    public void Without_a_fallback_a_number_without_a_word_is_of_the_wrong_type()
    {
        var made = Make(Draft(DatastreamType.Enum) with { Words = Modes }).Value;
        DatastreamRules.Take(made, "7").Refusal!.Code.ShouldBe("wrong_type");
    }

    [Fact]
    public void Words_that_cannot_be_are_refused_by_field()
    {
        FieldOf(Make(Draft(DatastreamType.Integer) with { Words = Modes })).ShouldBe("words");
        FieldOf(Make(Draft(DatastreamType.Enum) with { Words = [Modes[0], Modes[0]] })).ShouldBe("words");
        FieldOf(Make(Draft(DatastreamType.Enum) with { Words = [new(1, "", null)] })).ShouldBe("words");
        FieldOf(Make(Draft(DatastreamType.Enum) with { Words = [new(1, "On", "red")] })).ShouldBe("words");
        FieldOf(Make(Draft(DatastreamType.Enum) with { Words = Modes, Fallback = 7 })).ShouldBe("fallback");
        FieldOf(Make(Draft(DatastreamType.Enum) with { Fallback = 0 })).ShouldBe("fallback");
        FieldOf(Make(Draft(DatastreamType.Enum) with { Words = Modes, Fallback = 0, DefaultValue = "7" }))
            .ShouldBe("defaultValue");
    }

    [Fact]
    public void Another_type_leaves_behind_what_belonged_to_the_old_one()
    {
        var old = Make(
            Draft(DatastreamType.Enum) with
            {
                Words = Modes,
                Fallback = 0,
                History = DatastreamHistory.Minutes,
            }
        ).Value;
        var changed = DatastreamDefinition
            .Change(CatalogTemplate, old, new DatastreamDraft(null, null, DatastreamType.String))
            .Value;
        (changed.Words, changed.Fallback, changed.History).ShouldBe((null, null, DatastreamHistory.Raw));
    }

    [Fact]
    public void A_setting_can_be_taken_away()
    {
        var old = Make(Draft(DatastreamType.Double) with { Decimals = 2, ExpiresAfter = TimeSpan.FromHours(1) }).Value;
        var draft = new DatastreamDraft(null, null, null)
        {
            Without = DatastreamParts.Decimals | DatastreamParts.ExpiresAfter,
        };
        var changed = DatastreamDefinition.Change(CatalogTemplate, old, draft).Value;
        (changed.Decimals, changed.ExpiresAfter).ShouldBe((null, null));
    }

    [Theory]
    [InlineData("30.52\050.45")]
    [InlineData("30.52,50.45")]
    [InlineData("[30.52, 50.45]")]
    public void A_place_is_two_parts_or_one_text_and_is_kept_as_two_parts(string text)
    {
        var place = Make(Draft(DatastreamType.Location)).Value;
        DatastreamRules.Take(place, text).Value.ShouldBe("30.52\050.45");
    }

    [Theory]
    [InlineData(true, 10, false)]
    [InlineData(true, 60, true)]
    [InlineData(false, 10, true)]
    public void A_value_expires_by_its_age_or_when_the_device_is_gone(bool isOnline, int age, bool hasExpired)
    {
        var made = Make(
            Draft(DatastreamType.Integer) with
            {
                ExpiresAfter = TimeSpan.FromSeconds(60),
                ExpiresOffline = true,
            }
        ).Value;
        var at = DateTimeOffset.UnixEpoch;
        made.HasExpired(at, at.AddSeconds(age), isOnline).ShouldBe(hasExpired);
    }

    private static readonly Template CatalogTemplate = new(
        TemplateId.TryParse("TMPLabcdefgh", out var id) ? id : default,
        OrganisationId.Root,
        "Lamp",
        "ESP32",
        ConnectionType.WiFi,
        "Blynk",
        TimeSpan.FromMinutes(1),
        [],
        [],
        DateTimeOffset.UnixEpoch
    );

    private static DatastreamDraft Draft(DatastreamType type) => new("Level", new VirtualPin(1), type);

    private static Outcome<Datastream> Make(DatastreamDraft draft) => DatastreamDefinition.Make(CatalogTemplate, draft);

    private static string? FieldOf(Outcome<Datastream> made) => made.Succeeded ? null : made.Refusal!.Field;
}
