namespace Firstlight.Gateway.Http;

/// <summary>Error texts of the device HTTPS API. Clients compare them: they never change.</summary>
internal static class Messages
{
    public const string NoToken = "No token provided.";
    public const string InvalidToken = "Invalid token.";
    public const string WrongPin = "Wrong pin format.";
    public const string WrongDatastreamId = "Wrong dataStreamId format.";
    public const string NoDatastream = "No datastream setup for that pin.";
    public const string WrongTypeByPin = "Value doesn't match the Datastream data type.";

    /// <summary>By id the original says it without the final dot.</summary>
    public const string WrongTypeById = "Value doesn't match the Datastream data type";

    /// <summary>Not of the original, which says "invalid token" here. A device that hears that gives its token up.</summary>
    public const string NotProvisioned = "Device is not provisioned yet.";

    public const string NoTemplate = "No templateId provided.";

    /// <summary>Not of the original either, for the same reason: the token is alive.</summary>
    public const string WrongTemplate = "The device belongs to another template.";

    public static string NoSuchDatastream(string template) =>
        $"Requested dataStream doesn't exist in the product {template}";
}
