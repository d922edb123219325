namespace Firstlight.Edgent.Linux;

/// <summary>A part that the device cannot do without is not there; the message says what to do.</summary>
public sealed class BoardUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
