using System.Text.Json;
using System.Text.Json.Serialization;

namespace Firstlight.Api;

/// <summary>A number that may be left out, or given as null, which is another thing: what is left out stays, null takes away.</summary>
internal readonly record struct GivenNumber(bool IsGiven, double? Value)
{
    /// <summary>False for a number with a fraction, or one that a whole number of 32 bits cannot be.</summary>
    public bool IsWhole =>
        Value is not { } number || (number == Math.Truncate(number) && Math.Abs(number) <= int.MaxValue);

    public bool IsTakenAway => IsGiven && Value is null;
}

/// <summary>Reads what was given; what is left out is the default.</summary>
internal sealed class GivenNumberConverter : JsonConverter<GivenNumber>
{
    public override bool HandleNull => true;

    public override GivenNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(IsGiven: true, reader.TokenType == JsonTokenType.Null ? null : reader.GetDouble());

    public override void Write(Utf8JsonWriter writer, GivenNumber value, JsonSerializerOptions options)
    {
        if (value.Value is { } number)
            writer.WriteNumberValue(number);
        else
            writer.WriteNullValue();
    }
}
