namespace Firstlight.Api;

/// <summary>What stands on one label. Not a record: a record would print its secrets.</summary>
internal sealed class Label
{
    /// <summary>What the product is called.</summary>
    public required string Title { get; init; }

    /// <summary>Which unit it is, for people.</summary>
    public required string Number { get; init; }

    /// <summary>What the QR code says.</summary>
    public required string Content { get; init; }

    /// <summary>What is typed when it cannot be scanned, in groups.</summary>
    public required string ClaimCode { get; init; }
}
