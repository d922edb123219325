using Firstlight.Core;

namespace Firstlight.Activation;

/// <summary>What a device shows to get its token.</summary>
/// <param name="Code">As the person typed it.</param>
/// <param name="TemplateId">The template in the device's firmware.</param>
/// <param name="Unit">What tells this unit from every other and survives a power cut, such as its random id or serial number.</param>
public sealed record CodeOffer(string? Code, string? TemplateId, string? Unit)
{
    /// <summary>The longest <see cref="Unit"/>.</summary>
    public const int UnitCharactersMax = 64;

    /// <summary>The shortest <see cref="Unit"/>: fewer characters do not tell units apart.</summary>
    public const int UnitCharactersMin = 8;

    /// <summary>Never the code.</summary>
    public override string ToString() => $"A code of a {TemplateId}";
}

/// <summary>The answer to a trade.</summary>
public abstract record CodeAnswer
{
    private CodeAnswer() { }

    /// <summary>The device's token; who got it is on disk.</summary>
    public sealed record Traded(AuthToken Token) : CodeAnswer;

    /// <summary>The store is sound and says no, or the offer itself is wrong.</summary>
    public sealed record Refused(Refusal Refusal) : CodeAnswer;

    /// <summary>Too many wrong codes came from there, or altogether. The offer was not looked at.</summary>
    public sealed record Throttled(TimeSpan RetryAfter) : CodeAnswer;
}

/// <summary>Short code for token: how a device gets its identity when a person typed the code on its own page.</summary>
public interface ICodeTrade
{
    /// <summary>
    /// One unit per code; the same unit gets the same token again while its session is pending, so that a lost answer strands
    /// nobody. <paramref name="remoteAddress"/> is whom wrong codes are counted for.
    /// </summary>
    Task<CodeAnswer> TradeAsync(CodeOffer offer, string? remoteAddress, CancellationToken cancellation);
}
