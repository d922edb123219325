using Firstlight.Edgent.Linux;

namespace Firstlight.Edgent.Daemon;

/// <summary>What <c>edgent.json</c> says: the product, the board, and what programs in other languages may use.</summary>
internal sealed record DaemonConfig
{
    /// <summary>The product.</summary>
    public required EdgentOptions Product { get; init; }

    /// <summary>The board's parts.</summary>
    public required BoardSettings Board { get; init; }

    /// <summary>Names of datastreams with their virtual pins, for programs that would rather use names.</summary>
    public required Datastreams Datastreams { get; init; }

    /// <summary>The bridge's socket.</summary>
    public required string BridgeSocket { get; init; }

    /// <summary>The public key of the maker, PEM; null: no update is taken.</summary>
    public string? UpdatesKey { get; init; }

    /// <summary>Without the static token that <see cref="Product"/> may hold.</summary>
    public override string ToString() => $"DaemonConfig {{ {Product.TemplateId}, {Board.Network} }}";
}
