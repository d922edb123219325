using Firstlight.Core;

namespace Firstlight.Devices.Tests;

public sealed class DeviceNamesTests
{
    [Fact]
    public void A_name_has_up_to_sixty_characters_without_its_outer_blanks()
    {
        DeviceNames.Take("  " + new string('x', 60) + "\t").Value.Length.ShouldBe(60);
        DeviceNames.Take(new string('x', 61)).Refusal.ShouldNotBeNull().Message.ShouldContain("61 characters");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    [InlineData("bell\a")]
    [InlineData("del\u007f")]
    [InlineData("c1\u0085x")]
    [InlineData("half \ud83c")]
    public void A_name_is_needed_and_can_be_stored(string? name) =>
        DeviceNames.Take(name).Refusal.ShouldNotBeNull().Field.ShouldBe("name");

    [Fact]
    public void A_long_template_name_is_cut_for_its_devices_without_splitting_a_character()
    {
        var name = new string('x', 59) + "𐐀" + "tail";
        var made = TemplateDefinition.Make(default, OrganisationId.Root, new TemplateDraft(name), default);

        var device = DeviceNames.For(made.Value);

        device.ShouldBe(new string('x', 59));
        DeviceNames.Take(device).Succeeded.ShouldBeTrue();
    }
}
