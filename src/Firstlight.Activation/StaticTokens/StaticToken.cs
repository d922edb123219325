using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Activation;

/// <summary>Whether a static token's unit is in somebody's account.</summary>
public enum StaticTokenState
{
    /// <summary>Free to be claimed. Its unit may be connected all the same, in the issuer's organisation.</summary>
    Unclaimed,

    /// <summary>Claimed; nobody else can claim it until it is released.</summary>
    Claimed,
}

/// <summary>One AuthToken for the flash and one QR token for the label, made together for one unit.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Batch">The batch it was made in.</param>
/// <param name="Number">Its place there, from 1.</param>
/// <param name="Organisation">Who issued it; for ever.</param>
/// <param name="Template">What the unit is; for ever.</param>
/// <param name="AuthHash">What its AuthToken is looked up by.</param>
/// <param name="ClaimKey">What its claim code is looked up by.</param>
/// <param name="Sealed">Both secrets, sealed with the batch's key.</param>
/// <param name="Device">Its device, once it was claimed or has connected.</param>
/// <param name="ClaimedBy">Who claimed it.</param>
/// <param name="ClaimedAt">When.</param>
public sealed record StaticToken(
    StaticTokenId Id,
    StaticBatchId Batch,
    int Number,
    OrganisationId Organisation,
    TemplateId Template,
    TokenHash AuthHash,
    long ClaimKey,
    byte[] Sealed,
    DeviceId? Device = null,
    UserId? ClaimedBy = null,
    DateTimeOffset? ClaimedAt = null
)
{
    private static readonly IReadOnlyDictionary<string, string> NoMetadata = new Dictionary<string, string>(
        StringComparer.Ordinal
    ).AsReadOnly();

    /// <summary>What its device will be called; null for the template's name.</summary>
    public string? Name { get; init; }

    /// <summary>What its device will know from the start.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = NoMetadata;

    /// <summary>What tells the unit from others to people; null when nothing does.</summary>
    public string? Serial => FillableField.SerialAmong(Metadata.Keys) is { } name ? Metadata[name] : null;

    /// <summary>Whether it is claimed.</summary>
    public StaticTokenState State => ClaimedAt is null ? StaticTokenState.Unclaimed : StaticTokenState.Claimed;

    /// <summary>Which token, and nothing it is looked up by.</summary>
    public override string ToString() => $"static token {Id}, {State}";
}

/// <summary>What to list. Tokens come in the order they were made.</summary>
/// <param name="Batch">Only this batch.</param>
/// <param name="State">Only these.</param>
/// <param name="Cursor">From the page before; null begins at the start.</param>
/// <param name="Limit">Tokens per page.</param>
/// <param name="Search">Only units whose name or metadata contain this, whatever the case.</param>
public sealed record StaticTokenQuery(
    StaticBatchId? Batch,
    StaticTokenState? State,
    string? Cursor,
    int Limit,
    string? Search = null
);

/// <summary>One page of static tokens.</summary>
public sealed record StaticTokenPage(IReadOnlyList<StaticToken> Items, string? Next);

/// <summary>A static token with its secrets, for whoever flashes and prints. Not a record: a record would print them.</summary>
public sealed class StaticTokenSecrets(StaticToken token, AuthToken authToken, QrToken qrToken)
{
    /// <summary>The token.</summary>
    public StaticToken Token { get; } = token;

    /// <summary>What is flashed.</summary>
    public AuthToken AuthToken { get; } = authToken;

    /// <summary>What is printed.</summary>
    public QrToken QrToken { get; } = qrToken;

    /// <summary>What is printed below it.</summary>
    public ClaimCode ClaimCode => ClaimCode.Of(QrToken);

    /// <summary>Which token, and no secret.</summary>
    public override string ToString() => Token.ToString();
}
