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

    /// <summary>Everywhere but in <c>update</c> by pin the original says it without the final dot.</summary>
    public const string WrongType = "Value doesn't match the Datastream data type";

    /// <summary>Not of the original, which says "invalid token" here. A device that hears that gives its token up.</summary>
    public const string NotProvisioned = "Device is not provisioned yet.";

    public const string NoTemplate = "No templateId provided.";

    /// <summary>Not of the original either, for the same reason: the token is alive.</summary>
    public const string WrongTemplate = "The device belongs to another template.";

    public const string NoEventCode = "Event code is not provided.";
    public const string NoSuchEvent = "Can't find Event with this code in Product template";
    public const string WrongMetadataToRead = "Wrong metaField format.";
    public const string NoSuchMetadataToRead = "MetaField doesn't exist.";

    /// <summary>Writing says both without the final dot.</summary>
    public const string WrongMetadata = "Wrong metaField format";

    public const string NoSuchMetadata = "MetaField doesn't exist";
    public const string WrongMetadataValue = "Wrong value";
    public const string WrongReport = "Request with incorrect parameters";
    public const string NoData = "No data";
    public const string UnknownContentType = "Unknown content type.";
    public const string TooManyPoints = "Too much data in batch. Maximum batch size is 10000 points.";

    /// <summary>As the legacy server says it.</summary>
    public const string WrongRequest = "Wrong request format.";

    /// <inheritdoc cref="WrongRequest"/>
    public const string NoProperties = "No properties for update provided.";

    /// <inheritdoc cref="WrongRequest"/>
    public const string WrongProperty = "Error setting widget property.";

    // What follows has no text in the original, as far as anyone knows.
    public const string WrongTime = "Timestamp is out of range.";
    public const string LongDescription = "Event description is longer than 300 characters.";
    public const string TooManyEvents = "Too many events. Try again later.";
    public const string TooManyRequests = "Too many requests. Try again later.";
    public const string TooManyFiles = "File uploads limit has been reached.";
    public const string NoFile = "No upfile provided.";
    public const string NoSuchFile = "There is no such file.";
    public const string OneUpload = "The last upload of this device is still under way. Try again later.";
    public const string OneReport = "The last report of this device is still under way. Try again later.";
    public const string NoReport = "There is no such report, or its link is too old.";
    public const string OneImport = "The last import of this device is still under way. Try again later.";
    public const string TooLarge = "The request is too large.";

    public static string NoSuchDatastream(string template) =>
        $"Requested dataStream doesn't exist in the product {template}";
}
