using System.Text.Json;
using System.Text.Json.Serialization;

namespace Firstlight.Api;

/// <summary>Words instead of numbers for enumerations, and a refusal that lists the words.</summary>
internal sealed class WordConverter : JsonConverterFactory
{
    /// <summary>Marks exceptions whose message is made for people.</summary>
    public const string Source = "Firstlight";

    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Words<>).MakeGenericType(typeToConvert))!;

    private sealed class Words<T> : JsonConverter<T>
        where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Word.TryRead<T>(reader.GetString(), out var value)
                ? value
                : throw new JsonException(Word.Expected<T>()) { Source = Source };

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
