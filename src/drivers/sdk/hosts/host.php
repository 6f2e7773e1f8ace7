<?php

// Host: runs inside the process of the PHP SDK. It reads one call on each line of
// its input, and writes one result on each line of file descriptor 3: output and
// errors belong to the SDK. Its argument is the folder of the project.

namespace SeamwatchHost;

const NONE = ['$' => 'none']; // PHP has one value for null and for what is absent
const GETTERS = ['code' => 'getErrorCode', 'statusCode' => 'getStatusCode', 'requestId' => 'getRequestId', 'data' => 'getData'];

function write(array $line): void
{
    static $results;
    $results ??= fopen('php://fd/3', 'w');
    fwrite($results, json_encode($line, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE) . "\n");
}

function encode(mixed $value, array $above = []): mixed
{
    if (is_float($value) && !is_finite($value)) return ['$' => 'number', 'v' => (string) $value];
    if ($value === null || is_scalar($value)) return $value;
    if ($value instanceof \DateTimeInterface) return ['$' => 'Date', 'v' => $value->format('Y-m-d\TH:i:s.uP')];
    if (in_array($value, $above, true) || count($above) > 100) return ['$' => 'cycle'];
    $inside = [...$above, ...(is_object($value) ? [$value] : [])];
    if (is_array($value) && array_is_list($value)) return array_map(fn ($item) => encode($item, $inside), $value);
    $isPlain = is_array($value) || $value instanceof \stdClass;
    $items = is_array($value) ? $value : get_object_vars($value);
    $v = (object) array_map(fn ($item) => $item === null && !$isPlain ? NONE : encode($item, $inside), $items);
    return $isPlain && !isset($v->{'$'}) ? $v : ['$' => 'object', 'class' => $isPlain ? '' : $value::class, 'v' => $v];
}

function describe(\Throwable $error, array $names): array
{
    $getters = array_filter(GETTERS, fn ($getter) => method_exists($error, $getter) && $error->$getter() !== null);
    $fields = array_map(fn ($getter) => encode($error->$getter()), $getters);
    if (method_exists($error, 'getValidationErrorMessages'))
        foreach ($names as $name) $fields['validationMessages'][$name] = encode($error->getValidationErrorMessages($name));
    return ['class' => $error::class, 'ancestors' => array_values(class_parents($error)),
        'message' => $error->getMessage(), 'fields' => (object) $fields];
}

function make(array $call): array
{
    $class = class_exists('Seam\Seam') ? 'Seam\Seam' : 'Seam\SeamClient';
    $snake = fn ($name) => preg_replace_callback('/[A-Z]/', fn ($it) => '_' . strtolower($it[0]), $name);
    $target = new $class(...array_combine(array_map($snake, array_keys($call['options'])), $call['options']));
    $way = $call['method'];
    $last = array_pop($way);
    foreach ($way as $name) $target = $target->$name ?? null;
    if ($target === null || !is_callable([$target, $last])) return ['kind' => 'missing', 'method' => implode('.', $call['method'])];
    $null = enum_exists('Seam\NullValue') ? \Seam\NullValue::NULL : null;
    $value = $target->$last(...array_map(fn ($it) => $it ?? $null, $call['parameters'][0] ?? []));
    return ['kind' => 'returned', 'value' => $value === null ? NONE : encode($value)];
}

function fail(\Throwable $error, array $call): array
{
    $views = ['message' => $error->getMessage(), 'stack' => (string) $error, 'inspect' => print_r($error, true)];
    $isShown = fn ($view) => array_filter($call['secrets'], fn ($secret) => str_contains($view, $secret)) !== [];
    $names = array_keys($call['parameters'][0] ?? []);
    return ['kind' => 'threw', 'error' => describe($error, $names), 'shown' => array_keys(array_filter($views, $isShown))];
}

// PHP refuses processes and files beside the project, by its settings.
$refused = [];
set_error_handler(function ($level, $text) use (&$refused) {
    if (preg_match('/open_basedir restriction in effect\. File\((.*?)\)/', $text, $found))
        $refused[] = ['kind' => 'file', 'what' => $found[1]];
    return false;
});
try {
    require $argv[1] . '/vendor/autoload.php';
} catch (\Throwable $error) {
    write(['kind' => 'unloadable', 'why' => $error::class . ': ' . $error->getMessage()]);
    exit;
}
write(['kind' => 'ready']);
while (($line = fgets(STDIN)) !== false) {
    $call = json_decode($line, true);
    try {
        $result = make($call);
    } catch (\Throwable $error) {
        $result = fail($error, $call);
    }
    if (preg_match('/Call to undefined function (?:.*\\\\)?(\w+)\(\)$/', $result['error']['message'] ?? '', $found)
        && in_array($found[1], explode(',', ini_get('disable_functions'))))
        $refused[] = ['kind' => 'process', 'what' => $found[1]];
    write(['id' => $call['id'], 'elsewhere' => [], 'refused' => array_splice($refused, 0, 100)] + $result);
}
