using System.Text.Json;
using Firstlight.Activation;

namespace Firstlight.Storage.Stores;

/// <summary>What a table said about a unit, as the database holds it.</summary>
internal static class StaticUnitRow
{
    public const string Insert =
        "INSERT INTO static_unit (token_id, name, metadata, search) VALUES (@p0, @p1, @p2, @p3)";

    public const int Values = 4;

    public static object?[] ValuesOf(StagedUnit unit) =>
        [
            unit.Token.Value,
            unit.Name,
            JsonSerializer.Serialize(unit.Metadata, StorageJson.Default.IReadOnlyDictionaryStringString),
            SearchText.Of([unit.Name ?? "", .. unit.Metadata.Values]),
        ];

    public static IReadOnlyDictionary<string, string> Read(string metadata) =>
        JsonSerializer.Deserialize(metadata, StorageJson.Default.IReadOnlyDictionaryStringString)
        ?? new Dictionary<string, string>(StringComparer.Ordinal);
}
