namespace Firstlight.Cli.Station;

/// <summary>A unit of the exported batch. Not a record: a record would print its secrets.</summary>
internal sealed class StationUnit
{
    private const int TailCharacters = 4;

    /// <summary>Its place in the batch, which its label shows.</summary>
    public required int Number { get; init; }

    /// <summary>The static token's number in the cloud.</summary>
    public required long Id { get; init; }

    /// <summary>What is flashed; a secret.</summary>
    public required string Token { get; init; }

    /// <summary>What the label's QR code says.</summary>
    public required string Qr { get; init; }

    /// <summary>What is printed below it.</summary>
    public required string ClaimCode { get; init; }

    /// <summary>What people tell tokens apart by.</summary>
    public string TokenTail => Token[^TailCharacters..];

    public override string ToString() => $"unit {Number}";
}
