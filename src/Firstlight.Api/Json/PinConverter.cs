using System.Text.Json;
using System.Text.Json.Serialization;
using Firstlight.Core;

namespace Firstlight.Api;

/// <summary>A pin as a number, or as text such as <c>V4</c>; written as a number.</summary>
internal sealed class PinConverter : JsonConverter<VirtualPin>
{
    public const string Expected = "A pin is a number from 0 to 255, or text from \"V0\" to \"V255\".";

    public override VirtualPin Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetByte(out var number))
            return new VirtualPin(number);
        if (reader.TokenType == JsonTokenType.String && VirtualPin.TryParse(reader.GetString(), out var pin))
            return pin;
        throw new JsonException(Expected) { Source = WordConverter.Source };
    }

    public override void Write(Utf8JsonWriter writer, VirtualPin value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Number);
}
