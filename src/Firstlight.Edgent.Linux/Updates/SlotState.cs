using System.Text.Json;
using System.Text.Json.Serialization;

namespace Firstlight.Edgent.Linux;

/// <summary>Which version runs, which is on trial, and which came to nothing. Pure; a file keeps it.</summary>
internal sealed record SlotState
{
    public static readonly IReadOnlyList<string> Slots = ["a", "b"];

    /// <summary>The confirmed version; null: the package's.</summary>
    public InstalledVersion? Current { get; init; }

    /// <summary>Not confirmed yet.</summary>
    public InstalledVersion? Trial { get; init; }

    /// <summary>So often the one on trial was started.</summary>
    public int TrialStarts { get; init; }

    /// <summary>A version that came to nothing and nobody was told of.</summary>
    public string? Returned { get; init; }

    /// <summary>The package's version when this was written.</summary>
    public string PackagedVersion { get; init; } = "";

    /// <summary>What a start of the package's program leads to; the state to keep before anything runs.</summary>
    public (SlotState State, InstalledVersion? Chosen) Choose(string packagedVersion, int startsMax)
    {
        // Who installed another package wanted that one.
        if (PackagedVersion != packagedVersion)
            return (new SlotState { PackagedVersion = packagedVersion, Returned = Returned }, null);
        if (Trial is { } trial && TrialStarts >= startsMax)
            return (Without(trial), Current);
        return Trial is null ? (this, Current) : (this with { TrialStarts = TrialStarts + 1 }, Trial);
    }

    /// <summary>A version that cannot be started, or failed, is none any more.</summary>
    public SlotState Without(InstalledVersion version) =>
        this with
        {
            Current = Current == version ? null : Current,
            Trial = Trial == version ? null : Trial,
            TrialStarts = Trial == version ? 0 : TrialStarts,
            Returned = version.Version,
        };

    /// <summary>What runs from this slot works.</summary>
    public SlotState Confirm(string? slot) =>
        Trial is { } trial && trial.Slot == slot
            ? this with
            {
                Current = trial,
                Trial = null,
                TrialStarts = 0,
                Returned = null,
            }
            : this with
            {
                Returned = null,
            };

    /// <summary>Where a new version may be put while that slot's runs; null when both are needed.</summary>
    public string? FreeSlot(string? running) => Slots.FirstOrDefault(slot => slot != running && slot != Current?.Slot);

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, SlotStateJson.Default.SlotState);

    /// <summary>The inverse; null for anything else.</summary>
    public static SlotState? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var state = JsonSerializer.Deserialize(json, SlotStateJson.Default.SlotState);
            return state is not null && IsSound(state.Current) && IsSound(state.Trial) ? state : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsSound(InstalledVersion? version) =>
        version is null
        || (
            Slots.Contains(version.Slot, StringComparer.Ordinal)
            && version.Program.Trim('.').Length > 0
            && !version.Program.Contains('/', StringComparison.Ordinal)
        );
}

/// <summary>A version in a slot.</summary>
/// <param name="Slot">Its folder.</param>
/// <param name="Version">What it reports.</param>
/// <param name="Build">When it was built.</param>
/// <param name="Program">The file to start.</param>
internal sealed record InstalledVersion(string Slot, string Version, string Build, string Program);

[JsonSerializable(typeof(SlotState))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
internal sealed partial class SlotStateJson : JsonSerializerContext;
