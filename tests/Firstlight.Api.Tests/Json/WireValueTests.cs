using System.Text.Json;
using Firstlight.Devices;

namespace Firstlight.Api.Tests.Json;

public sealed class WireValueTests
{
    [Theory]
    [InlineData(DatastreamType.Integer, "21", "21")]
    [InlineData(DatastreamType.Integer, "-2147483648", "-2147483648")]
    [InlineData(DatastreamType.Integer, "21.5", "21.5")]
    [InlineData(DatastreamType.Integer, "on", "\"on\"")]
    [InlineData(DatastreamType.Enum, "2", "2")]
    [InlineData(DatastreamType.Double, "21.50", "21.5")]
    [InlineData(DatastreamType.Double, "1e3", "1000")]
    [InlineData(DatastreamType.Double, "NaN", "\"NaN\"")]
    [InlineData(DatastreamType.Double, "1e999", "\"1e999\"")]
    [InlineData(DatastreamType.Double, "21,5", "\"21,5\"")]
    [InlineData(DatastreamType.String, "21", "\"21\"")]
    [InlineData(DatastreamType.String, "", "\"\"")]
    [InlineData(DatastreamType.Location, "8.55\047.37", "[8.55,47.37]")]
    [InlineData(DatastreamType.Location, "here", "\"here\"")]
    [InlineData(DatastreamType.Location, "\01", "\"\\u00001\"")]
    public void The_wire_form_becomes_JSON_of_the_datastreams_type(DatastreamType type, string text, string json) =>
        WireValue.ToJson(type, text)!.ToJsonString().ShouldBe(json);

    [Fact]
    public void What_was_never_set_is_null() => WireValue.ToJson(DatastreamType.Double, null).ShouldBeNull();

    [Theory]
    [InlineData("\"text\"", "text")]
    [InlineData("1", "1")]
    [InlineData("0.1", "0.1")]
    [InlineData("-5.50", "-5.50")]
    [InlineData("1e3", "1000")]
    [InlineData("1.5E-3", "0.0015")]
    [InlineData("true", "1")]
    [InlineData("false", "0")]
    [InlineData("[8.55, 47.37]", "8.55\047.37")]
    public void JSON_becomes_the_wire_form(string json, string text) =>
        WireValue.FromJson("value", JsonElement.Parse(json)).Value.ShouldBe(text);

    [Fact]
    public void Endless_digits_become_the_number_they_are() =>
        WireValue
            .FromJson("value", JsonElement.Parse("0." + new string('3', 100_000)))
            .Value.Length.ShouldBeLessThan(32);

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("[1,2,3]")]
    [InlineData("[\"8.55\",47.37]")]
    [InlineData("1e999")]
    [InlineData("[1e999,1]")]
    public void Other_JSON_is_refused(string json) =>
        WireValue.FromJson("value", JsonElement.Parse(json)).Refusal!.Field.ShouldBe("value");
}
