<?php

// A stand-in for Seam's SDK for PHP, written by hand: it speaks HTTP as the SDK
// does. The key of a call may ask it to misbehave.

namespace Seam;

class HttpApiError extends \RuntimeException
{
    public function __construct(private array $error, private int $status, private string $requestId)
    {
        parent::__construct($error['message']);
    }
    public function getErrorCode() { return $this->error['type']; }
    public function getStatusCode() { return $this->status; }
    public function getRequestId() { return $this->requestId; }
}

class HttpUnauthorizedError extends HttpApiError {}

class ClientSession
{
    public $customer_key = null;
    public function __construct(array $sent) { foreach ($sent as $name => $value) $this->$name = $value; }
}

class ClientSessionsClient
{
    public function __construct(private array $options) {}
    public function create(...$parameters) { return new ClientSession($this->send('PUT', 'create', $parameters)['client_session']); }
    public function get(...$parameters) { return new ClientSession($this->send('POST', 'get', $parameters)['client_session']); }
    public function delete(...$parameters) { $this->send('POST', 'delete', $parameters); }
    public function list($user_identifier_key = 'every') { return $this->$user_identifier_key(); }
    private function every() { return array_map(fn ($it) => new ClientSession($it), $this->send('POST', 'list', [])['client_sessions']); }
    private function hang() { for (;;); }
    private function exit() { exit(7); }
    private function flood() { for ($at = 0; $at < 100_000; $at++) { echo str_repeat('x', 1000); fwrite(STDERR, str_repeat('x', 1000)); } return []; }
    private function flood_results() { for ($to = fopen('php://fd/3', 'w'); ;) fwrite($to, str_repeat('x', 65_536)); }
    private function elsewhere() { return $this->ask('https://metrics.example.org/x', []) ?: []; }
    private function show() { throw new \LogicException('used ' . json_encode($this->options)); }
    private function nosy() { return [getenv(), $GLOBALS['argv'], $this->options]; }
    private function nosy_file() { return [(string) @file_get_contents('/proc/' . posix_getppid() . '/environ')]; }
    private function process() { return [shell_exec('sleep 86413 > /dev/null 2>&1 &')]; }

    private function send(string $method, string $name, array $parameters): array
    {
        $headers = ['authorization: Bearer ' . $this->options['api_key'], 'content-type: application/json'];
        $http = ['method' => $method, 'header' => $headers, 'content' => json_encode((object) $parameters)];
        [$body, $answered] = $this->ask("{$this->options['endpoint']}/client_sessions/$name", $http);
        $status = (int) explode(' ', $answered[0])[1];
        if ($status === 200) return $body;
        $kind = $status === 401 ? HttpUnauthorizedError::class : HttpApiError::class;
        $ids = preg_grep('/^seam-request-id: /i', $answered);
        throw new $kind($body['error'], $status, substr(reset($ids), 17));
    }

    /** PHP itself reads no variable that names a proxy; what the SDK is made of does. */
    private function ask(string $url, array $http): ?array
    {
        $proxy = str_starts_with($url, 'https:') ? getenv('https_proxy') : false;
        if ($proxy) {
            $socket = stream_socket_client(str_replace('http:', 'tcp:', $proxy));
            $host = parse_url($url, PHP_URL_HOST);
            fwrite($socket, "CONNECT $host:443 HTTP/1.1\r\nHost: $host:443\r\n\r\n");
            fgets($socket);
            return null;
        }
        $text = file_get_contents($url, false, stream_context_create(['http' => ['ignore_errors' => true, ...$http]]));
        return [json_decode($text, true), $http_response_header];
    }
}

class Seam
{
    public $client_sessions;
    public function __construct(...$options) { $this->client_sessions = new ClientSessionsClient($options); }
}
