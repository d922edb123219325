using System.Text.Json.Serialization;

namespace Firstlight.Cli.Station;

/// <summary>A line of the journal: a step that is done. No secret.</summary>
/// <param name="At">When.</param>
/// <param name="Unit">Its number in the batch.</param>
/// <param name="Token">The last characters of its token, so that a journal is not taken for another list's.</param>
/// <param name="Step">Which.</param>
/// <param name="Note">Why it was set aside.</param>
internal sealed record StationEntry(DateTimeOffset At, int Unit, string Token, StationStep Step, string? Note = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(StationEntry))]
internal sealed partial class StationJson : JsonSerializerContext;
